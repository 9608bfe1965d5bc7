import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, bracketMatching, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { toml } from "@codemirror/legacy-modes/mode/toml";
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic as Mark } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, type Text } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Diagnostic } from "./api.js";

const colours = HighlightStyle.define([
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--text)" },
  { tag: [tags.number, tags.bool, tags.atom], color: "var(--number)" },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--ink)" },
  { tag: [tags.heading, tags.keyword, tags.meta, tags.bracket], color: "var(--link)" },
]);

const look = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--paper)", color: "var(--ink)" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "-1px" },
  ".cm-scroller": { fontFamily: "ui-monospace, 'DejaVu Sans Mono', 'Noto Sans Mono', monospace", fontSize: ".85rem", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--panel)", color: "var(--soft)", borderRight: "1px solid var(--faint)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--active)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--bar) !important" },
  ".cm-panels, .cm-tooltip": { backgroundColor: "var(--panel)", color: "var(--ink)", border: "1px solid var(--soft)" },
  ".cm-panel button, .cm-panel input": { font: "inherit", color: "inherit", backgroundImage: "none", backgroundColor: "var(--paper)" },
  ".cm-diagnostic": { maxWidth: "34rem", whiteSpace: "pre-wrap" },
});

/** Where line and column of a message are in the text. Columns count characters, an editor counts halves of some. */
export function offsetOf(text: Text, line: number, column: number): number {
  const found = text.line(Math.min(Math.max(1, line), text.lines));
  let offset = 0;
  let left = column - 1;
  for (const letter of found.text) {
    if (left-- <= 0) break;
    offset += letter.length;
  }
  return found.from + offset;
}

/** A word, a text in quotes, or what else stands together. */
function endOf(text: Text, from: number): number {
  const rest = text.lineAt(from).text.slice(from - text.lineAt(from).from);
  const found = /^("(?:[^"\\]|\\.)*"?|'[^']*'?|[\w.\-+]+|\S)/.exec(rest);
  return from + (found?.[0].length ?? 0);
}

export class Editor {
  private readonly view: EditorView;
  private isQuiet = false;

  constructor(parent: HTMLElement, nonce: string, onChange: () => void, keys: { key: string; run: () => boolean }[]) {
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        extensions: [
          EditorView.cspNonce.of(nonce),
          lineNumbers(),
          history(),
          drawSelection(),
          bracketMatching(),
          closeBrackets(),
          highlightActiveLine(),
          highlightSelectionMatches(),
          indentUnit.of("  "),
          StreamLanguage.define(toml),
          syntaxHighlighting(colours),
          lintGutter(),
          look,
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": "Text of the scenario" }),
          keymap.of([...keys, ...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...lintKeymap]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !this.isQuiet) onChange();
          }),
        ],
      }),
    });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Shows another file: what was typed before cannot be undone into it. */
  open(text: string): void {
    this.isQuiet = true;
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text }, selection: { anchor: 0 }, scrollIntoView: true });
    this.isQuiet = false;
  }

  /** Marks what is wrong in this file. */
  mark(path: string, diagnostics: Diagnostic[]): void {
    const { doc } = this.view.state;
    const marks: Mark[] = diagnostics
      .filter((one) => one.file === path)
      .map((one) => {
        const from = offsetOf(doc, one.line ?? 1, one.column ?? 1);
        return { from, to: endOf(doc, from), severity: one.severity, message: `${one.code}  ${one.message}${one.hint ? `\n${one.hint}` : ""}` };
      });
    this.view.dispatch(setDiagnostics(this.view.state, marks));
  }

  go(line: number, column: number): void {
    const at = offsetOf(this.view.state.doc, line, column);
    this.view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
    this.view.focus();
  }

  /** Line and column of the cursor, as messages count them. */
  place(): { line: number; column: number } {
    const { head } = this.view.state.selection.main;
    const line = this.view.state.doc.lineAt(head);
    return { line: line.number, column: [...line.text.slice(0, head - line.from)].length + 1 };
  }

  focus(): void {
    this.view.focus();
  }
}
