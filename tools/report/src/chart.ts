/** What the program hands over: see sim/page/chart.hpp. Nothing in a page is computed but where things are drawn. */
export interface Mark {
  row?: string;
  part?: number;
  to?: string;
  x?: number;
  value?: number;
  pm?: number;
  low?: number;
  high?: number;
  ref?: number;
  lat?: number;
  lon?: number;
  unit?: string;
  say?: string;
}

export interface Chart {
  kind: string;
  title: string;
  unit?: string;
  x?: string;
  of?: string; // what the ids of rows are ids of: "plant"
  toOf?: string; // the same of where a flow goes
  parts: string[];
  marks: Mark[];
  lines: { name: string; value: number }[];
  ends?: { row?: string; to?: string; value: number }[]; // of flows: what those of a row, or to a place, come to
}

/** Draws a chart into a width. Each thing that stands for mark i carries `data-i` = i. */
export type Draw = (chart: Chart, width: number, id: string) => Drawn;

export interface Drawn {
  picture: Element;
  legend?: { name: string; part: number; shape?: string }[];
  note?: string;
}

/** As the program's tables round: a number in the middle between two goes to the even one, 922.5 to 922. `toFixed` takes the larger. */
function rounded(value: number, decimals: number): string {
  const halves = value * 2 ** (decimals + 1);  // exact; odd for a number in the middle, which no other binary fraction is
  if (halves % 2 !== 1) return value.toFixed(decimals);
  const larger = (halves * 5 ** decimals + 1) / 2;
  return ((larger - (larger % 2)) / 10 ** decimals).toFixed(decimals);
}

/** A plain space between groups of three digits, as everywhere in agrocap: no locale decides how a number looks. */
export function grouped(value: number, decimals: number): string {
  const text = rounded(Math.abs(value), decimals);
  const [whole = "0", rest] = text.split(".");
  const parts = whole.replace(/\B(?=(\d{3})+(?!\d))/g, " ");
  const sign = value < 0 && /[1-9]/.test(text) ? "-" : "";
  return sign + parts + (rest === undefined ? "" : "." + rest);
}

/** About three significant digits, shares in per cent. */
export function shown(value: number, unit: string | undefined): string {
  if (unit === "share") return trimmed(100 * value) + " %";
  return trimmed(value);
}

function trimmed(value: number): string {
  const size = Math.abs(value);
  const decimals = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  const text = grouped(value, decimals);
  return text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
}

/** The text, or as much as there is room for. Counts characters as people do, so that no emoji is cut in two. */
export function cut(text: string, length: number): string {
  const letters = [...text];
  return letters.length <= length ? text : letters.slice(0, Math.max(1, length - 1)).join("") + "…";
}

/** The same for a name on an axis: the beginning and the end of a path tell one from another, not its middle. */
export function cutMiddle(text: string, length: number): string {
  const letters = [...text];
  if (letters.length <= length) return text;
  const head = Math.max(1, Math.floor((length - 1) / 3));
  return `${letters.slice(0, head).join("")}…${letters.slice(letters.length - Math.max(1, length - 1 - head)).join("")}`;
}

/** Rows in the order in which they come, each once. */
export function rowsOf(marks: Mark[]): string[] {
  return [...new Set(marks.map((mark) => mark.row ?? ""))];
}

/** An axis must not be longer than what it names. */
export function labelWidth(rows: string[], width: number): { margin: number; letters: number; isAbove: boolean } {
  const most = width < 500 ? 16 : width < 900 ? 34 : 44;
  const longest = Math.max(3, ...rows.map((row) => [...row].length));
  // Beside a bar there is no room on a telephone: names that differ in their middle alone would be cut to the same.
  if (width < 500 && longest > most) return { margin: 22, letters: Math.floor((width - 70) / 6.6), isAbove: true };
  const letters = Math.min(most, longest);
  return { margin: Math.round(letters * 7.1) + 14, letters, isAbove: false };
}
