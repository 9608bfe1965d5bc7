import { symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolStar, symbolTimes, symbolTriangle, symbolWye } from "d3-shape";

/** Parts are told apart by colour and by pattern. Every colour has 3:1 to both papers, and between neighbours there is paper. */
export const colours = ["#2e7d4f", "#9a6a00", "#b5531b", "#3572b0", "#7d5ba6", "#a34a7d", "#c0394b", "#5e7480", "#4f7a1f", "#1f7f86"];

const strokes = [
  "",
  "M0 6L6 0M-1 1L1 -1M5 7L7 5",
  "M0 0L6 6M-1 5L1 7M5 -1L7 1",
  "M0 3H6",
  "M3 0V6",
  "M0 3H6M3 0V6",
  "M0 0L6 6M0 6L6 0",
  "M1 1h1.6v1.6H1z M4 4h1.6v1.6H4z",
  "M0 1H6M0 4H6",
  "M1 0V6M4 0V6",
];

export function colourOf(part: number | undefined): string {
  return colours[(part ?? 0) % colours.length] ?? "#2e7d4f";
}

const svg = "http://www.w3.org/2000/svg";

export function element(name: string, attributes: Record<string, string | number> = {}): SVGElement {
  const made = document.createElementNS(svg, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/** The patterns of one picture; ids are the picture's own, since a page has many. */
export function patterns(id: string, count: number): SVGElement {
  const definitions = element("defs");
  for (let part = 0; part < count; ++part) {
    const pattern = element("pattern", { id: `${id}-p${part}`, width: 6, height: 6, patternUnits: "userSpaceOnUse" });
    pattern.append(element("rect", { width: 6, height: 6, fill: colourOf(part) }));
    const stroke = strokes[part % strokes.length];
    if (stroke) pattern.append(element("path", { d: stroke, stroke: "#fff", "stroke-width": 1.1, "stroke-opacity": 0.75, fill: "none" }));
    definitions.append(pattern);
  }
  return definitions;
}

export function patternOf(id: string, part: number | undefined): string {
  return `url(#${id}-p${(part ?? 0) % colours.length})`;
}

/** Shapes of points, by part: a colour alone is not enough. */
const shapes = [symbolCircle, symbolSquare, symbolDiamond, symbolTriangle, symbolStar, symbolCross, symbolWye, symbolTimes];
const shapeNames = ["circle", "square", "diamond", "triangle", "star", "cross", "wye", "times"];
export function shapeOf(part: number | undefined) {
  return shapes[(part ?? 0) % shapes.length] ?? symbolCircle;
}
export function shapeNameOf(part: number | undefined): string {
  return shapeNames[(part ?? 0) % shapeNames.length] ?? "circle";
}
