import type { Chart, Mark } from "./chart.js";
import { element } from "./palette.js";

/** Where a chart's plain rectangle is, and how its values are placed in it. */
export interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
  x: (mark: Mark) => number;
  y: (value: number) => number;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const letter = 6.3; // of 11 px
const height = 13;

/** The lines of the chart's parts as points, close enough together that no letter lies between two. */
function trails(chart: Chart, frame: Frame): { x: number; y: number }[] {
  const points: { x: number; y: number }[] = [];
  chart.parts.forEach((_, part) => {
    const mine = chart.marks.filter((mark) => (mark.part ?? 0) === part && mark.value !== undefined);
    mine.forEach((mark, i) => {
      const to = { x: frame.x(mark), y: frame.y(mark.value ?? 0) };
      const before = mine[i - 1];
      const from = before ? { x: frame.x(before), y: frame.y(before.value ?? 0) } : to;
      const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / letter));
      for (let k = 1; k <= steps; ++k) points.push({ x: from.x + ((to.x - from.x) * k) / steps, y: from.y + ((to.y - from.y) * k) / steps });
    });
  });
  return points;
}

/** The places for a name that is so wide, beside its line: the right end first, above it before below. */
function placesFor(line: number, width: number, frame: Frame): Box[] {
  const lefts = [frame.right - width, (frame.left + frame.right - width) / 2, frame.left + 2];
  return lefts.flatMap((left) => [line - height - 2, line + 2].map((top) => ({ left, right: left + width, top, bottom: top + height })));
}

/** Names the lines that the eye compares with where nothing else is drawn, as far as there is such a place. */
export function nameLines(picture: Element, chart: Chart, frame: Frame, texts: string[]): void {
  const drawing = picture.tagName.toLowerCase() === "svg" ? picture : (picture.querySelector("svg") ?? picture);
  const points = trails(chart, frame);
  const taken: Box[] = [];
  chart.lines.forEach((line, i) => {
    const text = texts[i] ?? "";
    const places = placesFor(frame.y(line.value), [...text].length * letter, frame);
    const covered = (box: Box) =>
      points.filter((at) => at.x > box.left - 5 && at.x < box.right + 5 && at.y > box.top - 3 && at.y < box.bottom + 3).length +
      1000 * taken.filter((other) => other.left < box.right && box.left < other.right && other.top < box.bottom && box.top < other.bottom).length +
      (box.top < frame.top - height || box.bottom > frame.bottom ? 1000 : 0);
    const best = places.reduce((a, b) => (covered(b) < covered(a) ? b : a));
    taken.push(best);
    const named = element("text", { x: best.right, y: best.bottom - 3, "text-anchor": "end", "font-size": 11, fill: "currentColor", stroke: "var(--paper)", "stroke-width": 4, "paint-order": "stroke" });
    named.textContent = text;
    drawing.append(named);
  });
}
