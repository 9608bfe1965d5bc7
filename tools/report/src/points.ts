import * as Plot from "@observablehq/plot";
import { symbol } from "d3-shape";
import { type Chart, cutMiddle, type Draw, labelWidth, type Mark, rowsOf, shown } from "./chart.js";
import { colourOf, element, shapeNameOf, shapeOf } from "./palette.js";
import { emptyPicture, finish, tag } from "./picture.js";
import { type Indexed, indexed, numbers, rowsPicture, rowTop, usedParts } from "./rows.js";

function low(mark: Mark): number {
  return mark.low ?? (mark.value ?? 0) - (mark.pm ?? 0);
}
function high(mark: Mark): number {
  return mark.high ?? (mark.value ?? 0) + (mark.pm ?? 0);
}

function legendOf(chart: Chart) {
  return usedParts(chart).map((one) => ({ ...one, shape: shapeNameOf(one.part) }));
}

/** A point with its interval in each row, all on one scale. */
export const points: Draw = (chart, width, id) => {
  const marks = indexed(chart).filter((mark) => mark.value !== undefined);
  const ends = [...marks.flatMap((mark) => [low(mark), high(mark)]), ...chart.lines.map((line) => line.value)];
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  // Where nothing differs from nothing there is no scale to be found.
  const x = { label: chart.unit ?? "", ...(least === most ? { domain: [least - 1, most + 1] } : { zero: chart.lines.some((line) => line.value === 0) }) };
  const dy = rowTop(chart, width) / 2;
  const picture = rowsPicture(chart, width, id, { rowHeight: 28, right: 66, top: dy > 0 ? 24 : 14, isOfPoints: true, patterns: 1, x }, [
    Plot.ruleX(chart.lines, { x: "value", stroke: "var(--ink)", strokeWidth: 1.5, strokeDasharray: "5 3" }),
    ...chart.lines.map((line) => {
      // At the left edge a name in the middle of its line would be cut off.
      const isAtEdge = labelWidth(rowsOf(chart.marks), width).isAbove && line.value <= least;
      return Plot.text([line], { x: "value", text: "name", frameAnchor: "top", textAnchor: isAtEdge ? "start" : "middle", dy: -12, fontSize: 11, fill: "var(--ink)" });
    }),
    Plot.ruleY(marks, { x1: low, x2: high, y: "row", dy, stroke: (mark: Indexed) => colourOf(mark.part), strokeWidth: 2.5 }),
    Plot.dot(marks, { dy, x: "value", y: "row", r: 5.5, symbol: { value: (mark: Indexed) => shapeOf(mark.part), scale: null } as unknown as string, fill: (mark: Indexed) => colourOf(mark.part), ariaLabel: (mark: Indexed) => tag(mark.i) }),
    numbers(marks, high, chart.unit, { dx: 9, dy }),
  ]);
  return { picture, legend: legendOf(chart) };
};

/** A text in the middle of a place, as far as it is within the picture. */
function placed(text: string, x: number, y: number, size: number, width: number): SVGElement {
  const half = ([...text].length * size * 0.56) / 2 + 2;
  const made = element("text", { x: Math.max(half, Math.min(x, width - half)), y, "text-anchor": "middle", "font-size": size, fill: "currentColor" });
  made.textContent = text;
  return made;
}

/** The same where each row has a metric of its own: from 0, or from what it is held against, to what is largest in the row. */
export const gauges: Draw = (chart, width, id) => {
  const { margin, letters, isAbove } = labelWidth(rowsOf(chart.marks), width);
  const nameHeight = isAbove ? 18 : 0;
  const rowHeight = 54 + nameHeight;
  const right = 18;
  const picture = emptyPicture(width, chart.marks.length * rowHeight + 8);
  chart.marks.forEach((mark, i) => {
    const second = mark.to === undefined ? undefined : Number(mark.to);
    const values = [low(mark), high(mark), mark.value ?? 0, mark.ref ?? 0, second ?? mark.ref ?? 0];
    const most = Math.max(...values);
    const least = Math.min(0, ...values);
    const span = most > least ? 1.08 * (most - least) : 1;
    const at = (value: number) => margin + ((value - least) / span) * (width - margin - right);
    const y = i * rowHeight + 26 + nameHeight;
    const label = element("text", { x: isAbove ? 2 : margin - 8, y: isAbove ? y - 28 : y + 4, "text-anchor": isAbove ? "start" : "end", "font-size": 12, fill: "currentColor" });
    label.textContent = cutMiddle(mark.row ?? "", letters);
    picture.append(label, element("line", { x1: margin, x2: width - right, y1: y, y2: y, stroke: "var(--faint)", "stroke-width": 6 }));
    const asked: number[] = [];
    for (const value of [mark.ref, second]) {
      if (value === undefined) continue;
      picture.append(element("line", { x1: at(value), x2: at(value), y1: y - 8, y2: y + 12, stroke: "var(--ink)", "stroke-width": 2.5 }));
      asked.push(value);
    }
    picture.append(...askedTexts(asked.map((value) => ({ at: at(value), text: shown(value, mark.unit) })), y + 24, width));
    picture.append(element("line", { x1: at(low(mark)), x2: at(high(mark)), y1: y, y2: y, stroke: colourOf(mark.part === 1 ? 6 : mark.part), "stroke-width": 3 }));
    picture.append(placed(shown(mark.value ?? 0, mark.unit), at(mark.value ?? 0), y - 11, 12, width));
    picture.append(symbolAt(at(mark.value ?? 0), y, i, mark.part));
  });
  return { picture: finish(picture, id, 1), legend: legendOf(chart).map((one) => ({ ...one, part: one.part === 1 ? 6 : one.part })) };
};

/** What is asked, below its strokes: two that are near each other in one text between them. */
function askedTexts(asked: { at: number; text: string }[], y: number, width: number): SVGElement[] {
  const [first, second] = asked;
  const room = asked.reduce((sum, one) => sum + (one.text.length + 6) * 3.1, 8);
  if (first && second && Math.abs(second.at - first.at) < room) return [placed(`asked ${first.text} to ${second.text}`, (first.at + second.at) / 2, y, 11, width)];
  return asked.map((one) => placed(`asked ${one.text}`, one.at, y, 11, width));
}

function symbolAt(x: number, y: number, i: number, part: number | undefined): SVGElement {
  const colour = colourOf(part === 1 ? 6 : part);
  const shape = element("path", { d: symbol(shapeOf(part), 130)() ?? "", transform: `translate(${x},${y})`, fill: colour });
  shape.setAttribute("aria-label", tag(i));
  return shape;
}
