import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, bracketMatching, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { toml } from "@codemirror/legacy-modes/mode/toml";
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic as Mark } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, Text, type Extension } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Diagnostic } from "./api.js";
import { editorHelp, offsetOf, positionOf } from "./editor_help.js";
import type { Hint, Language, Position, TextEdit } from "./language.js";
import { lineHints, showHints } from "./line_hints.js";

const colours = HighlightStyle.define([
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--text)" },
  { tag: [tags.number, tags.bool, tags.atom], color: "var(--number)" },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--ink)" },
  { tag: [tags.heading, tags.keyword, tags.meta, tags.bracket], color: "var(--link)" },
]);

const look = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--paper)", color: "var(--ink)" },
  "&.cm-focused": { outline: "none" },
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

/** What the editor is told by, and tells. */
export interface EditorWays {
  nonce: string;
  keys: { key: string; run: () => void }[];
  onChange: () => void;
  onFollow: () => void; // a word was clicked with Ctrl, or Cmd: the cursor stands in it
}

export class Editor {
  private readonly view: EditorView;
  private readonly extensions: Extension;
  private opened = { text: "", doc: Text.empty };

  constructor(parent: HTMLElement, language: Language, { nonce, keys, onChange, onFollow }: EditorWays) {
    this.extensions = [
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
      editorHelp(language),
      lineHints,
      EditorView.domEventHandlers({ click: (event) => (event.ctrlKey || event.metaKey) && (onFollow(), true) }),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": "Text of the scenario", tabindex: "0" }),
      keymap.of([...keys.map(({ key, run }) => ({ key, run: () => (run(), true) })), ...completionKeymap, ...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...lintKeymap]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onChange();
      }),
    ];
    this.view = new EditorView({ parent, state: EditorState.create({ extensions: this.extensions }) });
  }

  /** The text as it was opened where nothing has been typed, ends of lines and all. */
  get text(): string {
    const { doc } = this.view.state;
    if (doc.eq(this.opened.doc)) return this.opened.text;
    return this.opened.text.includes("\r\n") ? doc.toString().replaceAll("\n", "\r\n") : doc.toString();
  }

  /** Shows another file: what was typed before cannot be undone into it. `draft`: what was typed of it before, in its place. */
  open(text: string, draft = text): void {
    const state = EditorState.create({ doc: draft, extensions: this.extensions });
    this.opened = { text, doc: state.toText(text) };
    this.view.setState(state);
  }

  /** What is on the desk is what the disk has from now on. */
  saved(text: string): void {
    this.opened = { text, doc: this.view.state.toText(text) };
  }

  /** Marks what is wrong in this file. */
  mark(path: string, diagnostics: Diagnostic[]): void {
    const { doc } = this.view.state;
    const marks: Mark[] = diagnostics
      .filter((one) => one.data.file === path)
      .map(({ range, data }) => ({ from: offsetOf(doc, range.start), to: offsetOf(doc, range.end), severity: data.severity, message: `${data.code}  ${data.message}${data.hint ? `\n${data.hint}` : ""}` }));
    this.view.dispatch(setDiagnostics(this.view.state, marks));
  }

  /** Edits of a text that has not changed since they were worked out. */
  apply(edits: TextEdit[]): void {
    const { doc } = this.view.state;
    this.view.dispatch({ changes: edits.map(({ range, newText }) => ({ from: offsetOf(doc, range.start), to: offsetOf(doc, range.end), insert: newText })) });
    this.view.focus();
  }

  /** The text in another form: the cursor stays on its line. */
  reshape(edits: TextEdit[]): void {
    if (edits.length === 0) return;
    const place = this.position;
    this.apply(edits);
    const at = offsetOf(this.view.state.doc, place);
    this.view.dispatch({ selection: { anchor: at }, scrollIntoView: true });
  }

  /** What stands behind lines until the next time. */
  hint(hints: Hint[]): void {
    showHints(this.view, hints);
  }

  get position(): Position {
    const { doc, selection } = this.view.state;
    return positionOf(doc, selection.main.head);
  }

  get lines(): number {
    return this.view.state.doc.lines;
  }

  go(place: Position): void {
    const at = offsetOf(this.view.state.doc, place);
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
