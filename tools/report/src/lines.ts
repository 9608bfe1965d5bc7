import * as Plot from "@observablehq/plot";
import { type Chart, cut, type Draw, type Mark, rowsOf, shown } from "./chart.js";
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
  const label = chart.unit === "share" ? "share" : (chart.unit ?? "");
  return { label, labelArrow: "none" as const, grid: true, nice: true, ticks: width < 500 ? 4 : 6, tickFormat: (value: number) => shown(value, chart.unit) };
}

function legendOf(chart: Chart) {
  return usedParts(chart).map((one) => ({ ...one, shape: shapeNameOf(one.part) }));
}

/** Whether the last values lie above a line: its name then stands below it. */
function isBelow(line: { value: number }, marks: Indexed[]): boolean {
  return (marks.at(-1)?.value ?? line.value) > line.value;
}

const dashes = ["", "6 3", "2 3", "8 3 2 3", "1 3", "10 4"];

function layers(chart: Chart, marks: Indexed[], x: string): Plot.Markish[] {
  const drawn: Plot.Markish[] = [];
  chart.parts.forEach((_, part) => {
    const mine = marks.filter((mark) => (mark.part ?? 0) === part);
    const colour = colourOf(part);
    drawn.push(
      Plot.areaY(mine.filter((mark) => mark.pm !== undefined), { x, y1: (mark: Indexed) => (mark.value ?? 0) - (mark.pm ?? 0), y2: (mark: Indexed) => (mark.value ?? 0) + (mark.pm ?? 0), fill: colour, fillOpacity: 0.22 }),
      Plot.lineY(mine, { x, y: "value", stroke: colour, strokeWidth: 2.2, strokeDasharray: dashes[part % dashes.length] ?? "" }),
      Plot.dot(mine, { x, y: "value", r: mine.length > 60 ? 2 : 4, symbol: { value: () => shapeOf(part), scale: null } as unknown as string, fill: colour, ariaLabel: (mark: Indexed) => tag(mark.i) }),
    );
  });
  const named = { y: "value", text: (line: { name: string; value: number }) => `${line.name} ${shown(line.value, chart.unit)}`, frameAnchor: "right" as const, fontSize: 11, fill: "var(--ink)", stroke: "var(--paper)", strokeWidth: 4 };
  drawn.push(
    Plot.ruleY(chart.lines, { y: "value", stroke: "var(--ink)", strokeWidth: 1.5, strokeDasharray: "5 3" }),
    Plot.text(chart.lines.filter((line) => !isBelow(line, marks)), { ...named, dy: -7 }),
    Plot.text(chart.lines.filter((line) => isBelow(line, marks)), { ...named, dy: 9 }),
  );
  return drawn;
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
    marginLeft: 58,
    marginRight: tickRoom,
    marginTop: 22,
    marginBottom: 46,
    x: { domain: rows, type: "point", label: chart.x ?? null, labelArrow: "none", ticks: rows.filter((_, i) => i % every === 0), tickFormat: (row: string) => cut(row, 12) },
    y: { ...values(chart, width), zero: chart.x === undefined },  // amounts over time; a response is a matter of its range
    marks: layers(chart, marks, "row"),
  });
  return { picture: finish(picture, id, 1), legend: legendOf(chart) };
};

/** Values by a number. */
export const curves: Draw = (chart, width, id) => {
  const picture = Plot.plot({
    className,
    width,
    height: 260,
    marginLeft: 58,
    marginRight: tickRoom,
    marginTop: 22,
    marginBottom: 46,
    x: { label: chart.x ?? null, labelArrow: "none", ticks: width < 500 ? 4 : 8, tickFormat: (value: number) => shown(value, undefined) },
    y: values(chart, width),
    marks: layers(chart, indexed(chart), "x"),
  });
  return { picture: finish(picture, id, 1), legend: legendOf(chart) };
};

/** Points by two numbers; a part has a colour and a shape. */
export const scatter: Draw = (chart, width, id) => {
  const marks = indexed(chart);
  const picture = Plot.plot({
    className,
    width,
    height: 320,
    marginLeft: 58,
    marginRight: tickRoom,
    marginTop: 22,
    marginBottom: 46,
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
