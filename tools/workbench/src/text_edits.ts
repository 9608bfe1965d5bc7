import type { Position, TextEdit } from "./language.js";

/** Where a place of the protocol is in a text with ends of lines of any kind; beyond a line: its end. */
function offsetIn(text: string, { line, character }: Position): number {
  let begin = 0;
  for (let at = 0; at < line; ++at) {
    const end = text.indexOf("\n", begin);
    if (end < 0) return text.length;
    begin = end + 1;
  }
  const end = text.indexOf("\n", begin);
  return Math.min(begin + character, end < 0 ? text.length : end);
}

/** The text after edits that do not overlap, each of a place in the text before. */
export function edited(text: string, edits: TextEdit[]): string {
  const places = edits.map(({ range, newText }) => ({ from: offsetIn(text, range.start), to: offsetIn(text, range.end), newText }));
  places.sort((a, b) => b.from - a.from);
  return places.reduce((before, { from, to, newText }) => before.slice(0, from) + newText + before.slice(to), text);
}

/** The file of the folder that an address of the language server names. */
export function pathOf(uri: string): string {
  return decodeURIComponent(uri.replace(/^file:/, ""));
}
