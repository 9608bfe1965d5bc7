import { autocompletion, snippet, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import type { Extension, Text } from "@codemirror/state";
import { EditorView, hoverTooltip, type Tooltip } from "@codemirror/view";
import type { Language, Position, Proposal } from "./language.js";
import { markdown } from "./plain_markdown.js";

/** Where a place of the protocol is; beyond a line or the text: its end. */
export function offsetOf(text: Text, { line, character }: Position): number {
  if (line >= text.lines) return text.length;
  const found = text.line(line + 1);
  return Math.min(found.from + character, found.to);
}

export function positionOf(text: Text, offset: number): Position {
  const line = text.lineAt(offset);
  return { line: line.number - 1, character: offset - line.from };
}

/** A snippet of the protocol as the editor writes them: its places have numbers and hold no braces, or hold them and have no numbers. */
export function snippetOf(text: string): string {
  return text.replace(/\$\{(\d+):((?:\\.|[^\\}])*)\}|\$(\d+)|\\([$}\\])|[{}]/g, (whole, number, body, bare, escaped) => {
    if (bare) return `\${${bare}}`;
    if (escaped) return escaped === "}" ? "\\}" : escaped;
    if (number === undefined) return `\\${whole}`;
    const plain = body.replace(/\\(.)/g, "$1");
    return /[{}]/.test(plain) ? `\${${plain.replace(/[{}]/g, "\\$&")}}` : `\${${number}:${plain}}`;
  });
}

const symbols: Record<number, string> = { 10: "property", 22: "class", 20: "enum", 18: "variable", 11: "keyword", 12: "constant" };

function completionOf(one: Proposal): Completion {
  const text = one.textEdit.newText;
  const made: Completion = { label: one.filterText ?? one.label, displayLabel: one.label, type: symbols[one.kind] ?? "text", apply: one.insertTextFormat === 2 ? snippet(snippetOf(text)) : text };
  if (one.detail) made.detail = one.detail;
  const { documentation } = one;
  if (documentation) made.info = () => markdown(documentation.value);
  return made;
}

/** What is typed before a word, a table or a value asks by itself; a blank only behind what begins a value. */
const asking = /[\p{L}\p{N}_\-.["'={,]$|[={,[]\s$/u;

async function proposalsOf(language: Language, context: CompletionContext): Promise<CompletionResult | null> {
  const { doc } = context.state;
  const line = doc.lineAt(context.pos);
  if (!context.explicit && !asking.test(line.text.slice(0, context.pos - line.from))) return null;
  const found = await language.proposals(positionOf(doc, context.pos));
  const first = found?.items[0];
  if (!found || !first) return null;
  const { start, end } = first.textEdit.range;
  // The server's order is the order of what is usual there: the editor's own would be that of the alphabet.
  const options = found.items.map((one, number) => ({ ...completionOf(one), boost: Math.max(-99, 50 - number) }));
  return { from: offsetOf(doc, start), to: offsetOf(doc, end), options, ...(found.isIncomplete ? {} : { validFor: /^[\p{L}\p{N}_\-.]*$/u }) };
}

async function helpAt(language: Language, view: EditorView, at: number): Promise<Tooltip | null> {
  const { doc } = view.state;
  const found = await language.help(positionOf(doc, at));
  if (!found) return null;
  const create = () => ({ dom: markdown(found.contents.value) });
  return { pos: offsetOf(doc, found.range.start), end: offsetOf(doc, found.range.end), above: true, create };
}

/** Completion and help at the cursor, as the language server gives them. */
export function editorHelp(language: Language): Extension {
  return [
    autocompletion({ override: [(context) => proposalsOf(language, context)], icons: false, maxRenderedOptions: 60 }),
    hoverTooltip((view, at) => helpAt(language, view, at), { hideOnChange: true }),
  ];
}
