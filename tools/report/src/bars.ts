import * as Plot from "@observablehq/plot";
import { type Draw, type Mark, shown } from "./chart.js";
import { tag } from "./picture.js";
import { type Indexed, indexed, innerWidth, lowToHigh, numbers, painted, rowsPicture, rowTop, usedParts } from "./rows.js";

function low(mark: Mark): number {
  return (mark.value ?? 0) - (mark.pm ?? 0);
}
function high(mark: Mark): number {
  return (mark.value ?? 0) + (mark.pm ?? 0);
}

/** One bar a row, of one part or of several on end; a row's reference is an upright stroke. */
export const bars: Draw = (chart, width, id) => {
  const marks = indexed(chart);
  const stacked = chart.parts.length > 1;
  const single = stacked ? [] : marks;
  const longest = Math.max(1e-9, ...marks.map((mark) => Math.max(high(mark), mark.ref ?? 0)));
  const scale = (innerWidth(chart, width) - 40) / longest;  // about so many pixels a unit
  const numberWidth = 50;
  const hasRoom = (mark: Indexed) => low(mark) * scale > numberWidth;
  const hasReference = (mark: Mark) => mark.ref !== undefined;
  // What a bar is held against would stand in the number beside it: then it goes behind that.
  const behind = (mark: Indexed) => ((mark.ref ?? 0) > low(mark) && ((mark.ref ?? 0) - high(mark)) * scale < numberWidth ? Math.max(high(mark), mark.ref ?? 0) : high(mark));
  const top = rowTop(chart, width);
  const picture = rowsPicture(chart, width, id, { rowHeight: 21, right: stacked ? 0 : 40, x: { zero: true } }, [
    Plot.barX(marks, {
      x: "value",
      y: "row",
      z: "part",
      order: chart.parts.map((_, part) => part),
      fill: painted(id),
      insetTop: top,
      insetLeft: stacked ? 0.75 : 0,
      insetRight: stacked ? 0.75 : 0,
      ariaLabel: (mark: Indexed) => tag(mark.i),
    }),
    Plot.ruleY(single.filter((mark) => mark.pm), { x1: low, x2: high, y: "row", stroke: "var(--ink)", strokeWidth: 1.5, dy: top / 2 }),
    Plot.tickX(marks.filter(hasReference), { x: "ref", y: "row", insetTop: top, stroke: "var(--ink)", strokeWidth: 2.5 }),
    // A number stands in its bar where there is room: beyond it, it would pass for what the bar is held against.
    numbers(single.filter(hasRoom), low, chart.unit, { textAnchor: "end", dx: -5, dy: top / 2, fill: "#fff" }),
    numbers(single.filter((mark) => !hasRoom(mark)), behind, chart.unit, { dx: 5, dy: top / 2, stroke: "var(--paper)", strokeWidth: 4 }),
    Plot.ruleX([0], { stroke: "var(--ink)" }),
  ]);
  const note = chart.marks.some(hasReference) ? "The upright stroke of a row is what the bar is held against; the thin line at a bar's end is its interval." : "";
  return { picture, legend: usedParts(chart), note };
};

/** From a low to a high value in each row. */
export const ranges: Draw = (chart, width, id) => {
  const marks = indexed(chart);
  const top = rowTop(chart, width);
  const ends = marks.flatMap((mark) => [mark.low ?? 0, mark.high ?? 0]);
  const perPixel = (Math.max(...ends) - Math.min(...ends)) / (innerWidth(chart, width) - 70);
  const hasRoom = (mark: Indexed) => (mark.high ?? 0) - (mark.low ?? 0) > 50 * perPixel;
  const picture = rowsPicture(chart, width, id, { rowHeight: 30, right: 70, gap: 0.3, patterns: 1 }, [
    lowToHigh(marks, id, top),
    numbers(marks, (mark) => mark.high ?? 0, chart.unit, { dx: 5, dy: top / 2, text: (mark: Indexed) => shown(mark.high ?? 0, chart.unit) }),
    numbers(marks, (mark) => mark.low ?? 0, chart.unit, { dx: 5, dy: top / 2, fill: "#fff", text: (mark: Indexed) => shown(mark.low ?? 0, chart.unit), filter: hasRoom }),
  ]);
  return { picture };
};

/** What is taken from a first value, one thing after the other, until the last is left. */
export const steps: Draw = (chart, width, id) => {
  const marks = indexed(chart);
  const top = rowTop(chart, width);
  const picture = rowsPicture(chart, width, id, { rowHeight: 26, right: 74, x: { zero: true } }, [
    lowToHigh(marks, id, top),
    numbers(marks, (mark) => Math.max(mark.low ?? 0, mark.high ?? 0), chart.unit, { dy: top / 2, text: (mark: Indexed) => (mark.part !== 0 && (mark.value ?? 0) > 0 ? "+" : "") + shown(mark.value ?? 0, chart.unit) }),
    Plot.ruleX([0], { stroke: "var(--ink)" }),
  ]);
  return { picture, legend: usedParts(chart) };
};

/** What a row does from when to when. The chart's lines are the dates of the axis. */
export const spans: Draw = (chart, width, id) => {
  const names = new Map(chart.lines.map((line) => [line.value, line.name]));
  const every = Math.ceil(chart.lines.length / Math.max(2, Math.floor(innerWidth(chart, width) / 52)));
  const ticks = chart.lines.filter((_, i) => i % every === 0).map((line) => line.value);
  const domain = [chart.lines[0]?.value ?? 0, chart.lines.at(-1)?.value ?? 1];
  const x = { label: chart.x ?? "", nice: false, domain, ticks, tickFormat: (value: number) => names.get(value) ?? "" };
  const picture = rowsPicture(chart, width, id, { rowHeight: 20, gap: 0.2, x }, [lowToHigh(indexed(chart), id, rowTop(chart, width))]);
  return { picture, legend: usedParts(chart) };
};
