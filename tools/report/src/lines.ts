import * as Plot from "@observablehq/plot";
import { type Chart, cut, type Draw, type Mark, rowsOf, shown } from "./chart.js";
import { nameLines } from "./line_names.js";
import { colourOf, shapeNameOf, shapeOf } from "./palette.js";
import { className, finish, tag } from "./picture.js";
import { tickRoom, usedParts } from "./rows.js";

interface Indexed extends Mark {
  i: number;
}

function indexed(chart: Chart): Indexed[] {
  return chart.marks.map((mark, i) => ({ ...mark, i })).filter((mark) => mark.value !== undefined);
}

function values(chart: Chart, width: number) {
  return { label: chart.unit ?? "", labelArrow: "none" as const, grid: true, nice: true, ticks: width < 500 ? 4 : 6, tickFormat: (value: number) => shown(value, chart.unit) };
}

function legendOf(chart: Chart) {
  return usedParts(chart).map((one) => ({ ...one, shape: shapeNameOf(one.part) }));
}

const margins = { marginLeft: 58, marginRight: tickRoom, marginTop: 22, marginBottom: 46 };

const dashes = ["", "6 3", "2 3", "8 3 2 3", "1 3", "10 4"];

function layers(chart: Chart, marks: Indexed[], x: string): Plot.Markish[] {
  const drawn: Plot.Markish[] = [];
  // Of what cannot be less than nothing no band goes below it.
  const floor = chart.x === undefined && marks.every((mark) => (mark.value ?? 0) >= 0) ? 0 : -Infinity;
  chart.parts.forEach((_, part) => {
    const mine = marks.filter((mark) => (mark.part ?? 0) === part);
    const colour = colourOf(part);
    drawn.push(
      Plot.areaY(mine.filter((mark) => mark.pm !== undefined), { x, y1: (mark: Indexed) => Math.max(floor, (mark.value ?? 0) - (mark.pm ?? 0)), y2: (mark: Indexed) => (mark.value ?? 0) + (mark.pm ?? 0), fill: colour, fillOpacity: 0.22 }),
      Plot.lineY(mine, { x, y: "value", stroke: colour, strokeWidth: 2.2, strokeDasharray: dashes[part % dashes.length] ?? "" }),
      Plot.dot(mine, { x, y: "value", r: mine.length > 60 ? 2 : 4, symbol: { value: () => shapeOf(part), scale: null } as unknown as string, fill: colour, ariaLabel: (mark: Indexed) => tag(mark.i) }),
    );
  });
  drawn.push(Plot.ruleY(chart.lines, { y: "value", stroke: "var(--ink)", strokeWidth: 1.5, strokeDasharray: "5 3" }));
  return drawn;
}

/** The chart with the names of its lines, once it is known where all else is. */
function named(picture: ReturnType<typeof Plot.plot>, chart: Chart, x: keyof Mark, width: number): Element {
  const [across, up] = [picture.scale("x"), picture.scale("y")];
  const [bottom, top] = (up?.range ?? [0, 0]) as [number, number];
  const frame = { left: margins.marginLeft, right: width - margins.marginRight, top, bottom, x: (mark: Mark) => across?.apply(mark[x]) as number, y: (value: number) => up?.apply(value) as number };
  nameLines(picture, chart, frame, chart.lines.map((line) => `${line.name} ${shown(line.value, chart.unit)}`));
  return picture;
}

/** Values by period or by the values of a key, a line a part. */
export const lines: Draw = (chart, width, id) => {
  const marks = indexed(chart);
  const rows = rowsOf(chart.marks);
  const letters = Math.min(12, Math.max(...rows.map((row) => [...row].length)));
  const every = Math.ceil(rows.length / Math.max(2, Math.floor((width - 58 - tickRoom) / (letters * 6.8 + 12))));
  const picture = Plot.plot({
    className,
    width,
    height: 280,
    ...margins,
    x: { domain: rows, type: "point", label: chart.x ?? null, labelArrow: "none", ticks: rows.filter((_, i) => i % every === 0), tickFormat: (row: string) => cut(row, 12) },
    y: { ...values(chart, width), zero: chart.x === undefined },  // amounts over time; a response is a matter of its range
    marks: layers(chart, marks, "row"),
  });
  return { picture: finish(named(picture, chart, "row", width), id, 1), legend: legendOf(chart) };
};

/** Values by a number. */
export const curves: Draw = (chart, width, id) => {
  const picture = Plot.plot({
    className,
    width,
    height: 260,
    ...margins,
    x: { label: chart.x ?? null, labelArrow: "none", ticks: width < 500 ? 4 : 8, tickFormat: (value: number) => shown(value, undefined) },
    y: values(chart, width),
    marks: layers(chart, indexed(chart), "x"),
  });
  return { picture: finish(named(picture, chart, "x", width), id, 1), legend: legendOf(chart) };
};

/** Points by two numbers; a part has a colour and a shape. */
export const scatter: Draw = (chart, width, id) => {
  const marks = indexed(chart);
  const picture = Plot.plot({
    className,
    width,
    height: 320,
    ...margins,
    x: { label: chart.x ?? null, labelArrow: "none", grid: true, nice: true, ticks: width < 500 ? 4 : 8, tickFormat: (value: number) => shown(value, undefined) },
    y: values(chart, width),
    inset: 8,
    marks: [
      Plot.ruleX(marks.filter((mark) => mark.pm !== undefined), { x: "x", y1: (mark: Indexed) => (mark.value ?? 0) - (mark.pm ?? 0), y2: (mark: Indexed) => (mark.value ?? 0) + (mark.pm ?? 0), stroke: (mark: Indexed) => colourOf(mark.part) }),
      Plot.dot(marks, { x: "x", y: "value", r: 5, symbol: { value: (mark: Indexed) => shapeOf(mark.part), scale: null } as unknown as string, fill: (mark: Indexed) => colourOf(mark.part), ariaLabel: (mark: Indexed) => tag(mark.i) }),
    ],
  });
  return { picture: finish(picture, id, 1), legend: legendOf(chart) };
};
