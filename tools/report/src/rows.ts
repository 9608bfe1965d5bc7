import * as Plot from "@observablehq/plot";
import { type Chart, cutMiddle, labelWidth, type Mark, rowsOf, shown } from "./chart.js";
import { patternOf } from "./palette.js";
import { className, finish, tag } from "./picture.js";

export interface Indexed extends Mark {
  i: number;
}

/** The marks with their numbers, by which the picture's things are known. */
export function indexed(chart: Chart): Indexed[] {
  return chart.marks.map((mark, i) => ({ ...mark, i }));
}

/** What charts of rows differ in. */
export interface RowLayout {
  rowHeight: number;
  right?: number; // room for texts behind the last value
  top?: number;
  gap?: number; // between rows, as a part of one
  isOfPoints?: boolean;
  x?: Plot.ScaleOptions;
  patterns?: number;
}

/** Half of the widest number below an axis: the last must not be cut off. */
export const tickRoom = 28;

function axisTitle(chart: Chart): string {
  return chart.x ?? chart.unit ?? "";
}

/** How many numbers to ask of an axis; never more than `most`. As it takes round ones, there may be half as many more. */
function ticksFor(chart: Chart, room: number, most: number): number {
  const ends = chart.marks.flatMap((mark) => [mark.value, mark.low, mark.high, mark.ref]).filter((value) => value !== undefined);
  const letters = shown(Math.max(1, ...ends.map((value) => Math.round(Math.abs(value)))), chart.unit).length;
  return Math.max(2, Math.min(most, Math.floor(room / (letters * 7 + 16) / 1.6)));
}

/** The room for marks between the names and the right edge. */
export function innerWidth(chart: Chart, width: number): number {
  return width - labelWidth(rowsOf(chart.marks), width).margin;
}

/** The height of a line of names where they stand above what they name. */
const nameHeight = 16;

/** What stands in a row begins so much below its top. */
export function rowTop(chart: Chart, width: number): number {
  return labelWidth(rowsOf(chart.marks), width).isAbove ? nameHeight : 0;
}

/** Rows one below the other: names at the left or above, values to the right. All charts of rows are laid out here. */
export function rowsPicture(chart: Chart, width: number, id: string, layout: RowLayout, marks: Plot.Markish[]): Element {
  const rows = rowsOf(chart.marks);
  const { margin, letters, isAbove } = labelWidth(rows, width);
  const rowHeight = layout.rowHeight + (isAbove ? nameHeight : 0);
  const top = isAbove ? (layout.isOfPoints ? nameHeight - rowHeight : rowHeight * ((layout.gap ?? 0.22) - 1) + nameHeight - 3) / 2 : 0;
  const names = isAbove
    ? Plot.text(rows, { y: (row: string) => row, text: (row: string) => cutMiddle(row, letters), frameAnchor: "left", dy: top, dx: 2 - margin, fontSize: 12, fill: "currentColor", stroke: "var(--paper)", strokeWidth: 4 } as Plot.TextOptions)
    : Plot.axisY({ tickFormat: (row: string) => cutMiddle(row, letters), tickSize: 0, fontSize: 12 });
  const picture = Plot.plot({
    className,
    width,
    height: rows.length * rowHeight + 48,
    marginLeft: margin,
    marginRight: Math.max(tickRoom, layout.right ?? 0),
    marginTop: layout.top ?? 5,
    marginBottom: 38,
    x: { label: axisTitle(chart), labelAnchor: "right", labelArrow: "none", ticks: ticksFor(chart, width - margin - tickRoom, width < 500 ? 4 : 7), tickFormat: (value: number) => shown(value, chart.unit), grid: true, nice: true, ...layout.x },
    y: { axis: null, domain: rows, label: null, ...(layout.isOfPoints ? { type: "point" as const, padding: 0.5 } : { padding: layout.gap ?? 0.22 }) },
    marks: [...marks, names],
  });
  return finish(picture, id, layout.patterns ?? chart.parts.length);
}

/** What a bar's part is painted with. */
export function painted(id: string) {
  return { value: (mark: Indexed) => patternOf(id, mark.part), scale: null } as unknown as string;
}

/** Bars from a low to a high value in their rows, `top` below the row's. */
export function lowToHigh(marks: Indexed[], id: string, top: number): Plot.Markish {
  return Plot.barX(marks, { insetTop: top, x1: "low", x2: "high", y: "row", fill: painted(id), ariaLabel: (mark: Indexed) => tag(mark.i) });
}

/** The value of each mark as a text behind a place on the axis, or in front of it. */
export function numbers(marks: Indexed[], x: (mark: Indexed) => number, unit: string | undefined, options: Plot.TextOptions = {}): Plot.Markish {
  return Plot.text(marks, { x, y: "row", text: (mark: Indexed) => shown(mark.value ?? 0, unit), textAnchor: "start", dx: 6, fontSize: 12, fill: "var(--ink)", ...options } as Plot.TextOptions);
}

/** The parts that a chart has marks of, for its legend. */
export function usedParts(chart: Chart): { name: string; part: number }[] {
  const used = new Set(chart.marks.map((mark) => mark.part));
  return chart.parts.length > 1 ? chart.parts.map((name, part) => ({ name, part })).filter((one) => used.has(one.part)) : [];
}
