import * as Plot from "@observablehq/plot";
import { type Chart, cut, type Draw, labelWidth, type Mark, rowsOf, shown } from "./chart.js";
import { patternOf } from "./palette.js";
import { className, finish, tag } from "./picture.js";

interface Indexed extends Mark {
  i: number;
}

function end(mark: Mark): number {
  return Math.max((mark.value ?? 0) + (mark.pm ?? 0), mark.ref ?? 0);
}

function ticks(unit: string | undefined) {
  return (value: number) => shown(value, unit);
}

function axisTitle(chart: Chart): string {
  return chart.unit === "share" ? "share of all time" : (chart.unit ?? "");
}

/** One bar a row, of one part or of several on end; a row's reference is an upright stroke. */
export const bars: Draw = (chart, width, id) => {
  const marks: Indexed[] = chart.marks.map((mark, i) => ({ ...mark, i }));
  const rows = rowsOf(chart.marks);
  const { margin, letters } = labelWidth(rows, width);
  const stacked = chart.parts.length > 1;
  const single = stacked ? [] : marks;
  const longest = Math.max(1e-9, ...marks.map(end));
  const hasRoom = (mark: Indexed) => ((mark.value ?? 0) - (mark.pm ?? 0)) / longest > 50 / (width - margin - 40);
  const picture = Plot.plot({
    className,
    width,
    height: rows.length * 21 + 44,
    marginLeft: margin,
    marginRight: stacked ? 16 : 40,
    marginTop: 4,
    marginBottom: 38,
    x: { label: axisTitle(chart), labelAnchor: "right", labelArrow: "none", ticks: width < 500 ? 4 : 7, tickFormat: ticks(chart.unit), grid: true, zero: true, nice: true },
    y: { domain: rows, label: null, padding: 0.22 },
    marks: [
      Plot.axisY({ tickFormat: (row: string) => cut(row, letters), tickSize: 0, fontSize: 12 }),
      Plot.barX(marks, {
        x: "value",
        y: "row",
        z: "part",
        order: chart.parts.map((_, part) => part),
        fill: { value: (mark: Indexed) => patternOf(id, mark.part), scale: null } as unknown as string,
        insetLeft: stacked ? 0.75 : 0,
        insetRight: stacked ? 0.75 : 0,
        ariaLabel: (mark: Indexed) => tag(mark.i),
      }),
      Plot.ruleY(single.filter((mark) => mark.pm), { x1: (mark: Indexed) => (mark.value ?? 0) - (mark.pm ?? 0), x2: (mark: Indexed) => (mark.value ?? 0) + (mark.pm ?? 0), y: "row", stroke: "var(--ink)", strokeWidth: 1.5 }),
      Plot.tickX(marks.filter((mark) => mark.ref !== undefined), { x: "ref", y: "row", stroke: "var(--ink)", strokeWidth: 2.5 }),
      // A number stands in its bar where there is room: beyond it, it would pass for what the bar is held against.
      Plot.text(single.filter(hasRoom), { x: (mark: Indexed) => (mark.value ?? 0) - (mark.pm ?? 0), y: "row", text: (mark: Indexed) => shown(mark.value ?? 0, chart.unit), textAnchor: "end", dx: -5, fontSize: 12, fill: "#fff" }),
      Plot.text(single.filter((mark) => !hasRoom(mark)), { x: (mark: Indexed) => (mark.value ?? 0) + (mark.pm ?? 0), y: "row", text: (mark: Indexed) => shown(mark.value ?? 0, chart.unit), textAnchor: "start", dx: 5, fontSize: 12, fill: "var(--ink)", stroke: "var(--paper)", strokeWidth: 4 }),
      Plot.ruleX([0], { stroke: "var(--ink)" }),
    ],
  });
  const used = new Set(chart.marks.map((mark) => mark.part));
  const legend = stacked ? chart.parts.map((name, part) => ({ name, part })).filter((one) => used.has(one.part)) : [];
  const note = chart.marks.some((mark) => mark.ref !== undefined) ? "The upright stroke of a row is what the bar is held against; the thin line at a bar's end is its interval." : "";
  return { picture: finish(picture, id, chart.parts.length), legend, note };
};

/** From a low to a high value in each row. */
export const ranges: Draw = (chart, width, id) => {
  const marks: Indexed[] = chart.marks.map((mark, i) => ({ ...mark, i }));
  const rows = rowsOf(chart.marks);
  const { margin, letters } = labelWidth(rows, width);
  const picture = Plot.plot({
    className,
    width,
    height: rows.length * 30 + 48,
    marginLeft: margin,
    marginRight: 70,
    marginBottom: 38,
    marginTop: 6,
    x: { label: axisTitle(chart), labelAnchor: "right", labelArrow: "none", ticks: width < 500 ? 4 : 7, tickFormat: ticks(chart.unit), grid: true, nice: true },
    y: { domain: rows, label: null, padding: 0.3 },
    marks: [
      Plot.axisY({ tickFormat: (row: string) => cut(row, letters), tickSize: 0, fontSize: 12 }),
      Plot.barX(marks, { x1: "low", x2: "high", y: "row", fill: { value: () => patternOf(id, 0), scale: null } as unknown as string, ariaLabel: (mark: Indexed) => tag(mark.i) }),
      Plot.text(marks, { x: "high", y: "row", text: (mark: Indexed) => shown(mark.high ?? 0, chart.unit), textAnchor: "start", dx: 5, fontSize: 12, fill: "var(--ink)" }),
      Plot.text(marks, { x: "low", y: "row", text: (mark: Indexed) => shown(mark.low ?? 0, chart.unit), textAnchor: "start", dx: 5, fontSize: 12, fill: "#fff", filter: (mark: Indexed) => (mark.high ?? 0) > (mark.low ?? 0) }),
    ],
  });
  return { picture: finish(picture, id, 1) };
};

/** What is taken from a first value, one thing after the other, until the last is left. */
export const steps: Draw = (chart, width, id) => {
  const marks: Indexed[] = chart.marks.map((mark, i) => ({ ...mark, i }));
  const rows = rowsOf(chart.marks);
  const { margin, letters } = labelWidth(rows, width);
  const picture = Plot.plot({
    className,
    width,
    height: rows.length * 26 + 48,
    marginLeft: margin,
    marginRight: 74,
    marginBottom: 38,
    marginTop: 6,
    x: { label: axisTitle(chart), labelAnchor: "right", labelArrow: "none", ticks: width < 500 ? 4 : 7, tickFormat: ticks(chart.unit), grid: true, nice: true, zero: true },
    y: { domain: rows, label: null, padding: 0.22 },
    marks: [
      Plot.axisY({ tickFormat: (row: string) => cut(row, letters), tickSize: 0, fontSize: 12 }),
      Plot.barX(marks, { x1: "low", x2: "high", y: "row", fill: { value: (mark: Indexed) => patternOf(id, mark.part), scale: null } as unknown as string, ariaLabel: (mark: Indexed) => tag(mark.i) }),
      Plot.text(marks, { x: (mark: Indexed) => Math.max(mark.low ?? 0, mark.high ?? 0), y: "row", text: (mark: Indexed) => shown(mark.value ?? 0, chart.unit), textAnchor: "start", dx: 6, fontSize: 12, fill: "var(--ink)" }),
      Plot.ruleX([0], { stroke: "var(--ink)" }),
    ],
  });
  return { picture: finish(picture, id, chart.parts.length), legend: chart.parts.length > 1 ? chart.parts.map((name, part) => ({ name, part })) : [] };
};

/** What a row does from when to when. */
export const spans: Draw = (chart, width, id) => {
  const marks: Indexed[] = chart.marks.map((mark, i) => ({ ...mark, i }));
  const rows = rowsOf(chart.marks);
  const { margin, letters } = labelWidth(rows, width);
  const picture = Plot.plot({
    className,
    width,
    height: rows.length * 20 + 48,
    marginLeft: margin,
    marginRight: 16,
    marginBottom: 38,
    marginTop: 4,
    x: { label: chart.x ?? "", labelAnchor: "right", labelArrow: "none", ticks: width < 500 ? 4 : 8, grid: true },
    y: { domain: rows, label: null, padding: 0.2 },
    marks: [
      Plot.axisY({ tickFormat: (row: string) => cut(row, letters), tickSize: 0, fontSize: 12 }),
      Plot.barX(marks, { x1: "low", x2: "high", y: "row", fill: { value: (mark: Indexed) => patternOf(id, mark.part), scale: null } as unknown as string, ariaLabel: (mark: Indexed) => tag(mark.i) }),
    ],
  });
  return { picture: finish(picture, id, chart.parts.length), legend: chart.parts.map((name, part) => ({ name, part })) };
};
