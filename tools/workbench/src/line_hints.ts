import { StateEffect, StateField, type Extension, type Range } from "@codemirror/state";
import { Decoration, EditorView, WidgetType, type DecorationSet } from "@codemirror/view";
import { offsetOf } from "./editor_help.js";
import type { Hint } from "./language.js";

/** "≈ 4 320 a year, paint" behind a line: no part of the text. */
class HintWidget extends WidgetType {
  constructor(private readonly label: string) {
    super();
  }
  override eq(other: HintWidget): boolean {
    return other.label === this.label;
  }
  override toDOM(): HTMLElement {
    const element = document.createElement("span");
    element.className = "wb-hint";
    element.textContent = this.label;
    element.title = "Nominal capacity and the slowest station, without a simulation";
    return element;
  }
}

const setHints = StateEffect.define<DecorationSet>();

const shownHints = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (hints, change) => change.effects.reduce((before, effect) => (effect.is(setHints) ? effect.value : before), hints.map(change.changes)),
  provide: (field) => EditorView.decorations.from(field),
});

/** Hints behind lines, which go along with their lines until others are shown. */
export const lineHints: Extension = shownHints;

export function showHints(view: EditorView, hints: Hint[]): void {
  const { doc } = view.state;
  const marks: Range<Decoration>[] = hints.map(({ position, label }) => Decoration.widget({ widget: new HintWidget(label), side: 1 }).range(offsetOf(doc, position)));
  view.dispatch({ effects: setHints.of(Decoration.set(marks, true)) });
}
