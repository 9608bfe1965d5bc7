import * as Plot from "@observablehq/plot";
import { feature } from "topojson-client";
import { cut, type Draw, type Mark } from "./chart.js";
import { colourOf, element, shapeNameOf, shapeOf } from "./palette.js";
import { className, finish, tag } from "./picture.js";

interface Indexed extends Mark {
  i: number;
}
interface Flow {
  i: number;
  value: number;
  from: Indexed;
  to: Indexed;
}

const parts = { market: 1, supplier: 3, lane: 4 };

interface Land {
  lines: object;
  note: string;
}

let known: Land | undefined;

/** Coastlines and borders as lines: no country is filled. */
function land(): Land {
  if (known) return known;
  const held = document.getElementById("land");
  const json = JSON.parse(held?.textContent ?? "{}");
  if (json.type === "Topology") {
    const lines = feature(json, json.objects.lines);
    known = { lines, note: "Coastlines and borders: Natural Earth, 1:50 million, by way of world-atlas. They are drawn as that source has them and are no statement on where borders run." };
  } else {
    known = { lines: json, note: "Coastlines and borders: the file given with --map. They are drawn as that file has them and are no statement on where borders run." };
  }
  return known;
}

type Places = Map<number, { x: number; y: number }>;

function drawingOf(picture: Element): Element {
  return picture.tagName.toLowerCase() === "svg" ? picture : (picture.querySelector("svg") ?? picture);
}

/** Where the points are drawn, by mark. */
function placesOf(picture: Element): Places {
  const places: Places = new Map();
  for (const dot of drawingOf(picture).querySelectorAll("[data-i]")) {
    const at = /translate\(([-\d.]+),([-\d.]+)\)/.exec(dot.getAttribute("transform") ?? "");
    const cx = dot.getAttribute("cx");
    if (!at && cx === null) continue;
    places.set(Number(dot.getAttribute("data-i")), { x: Number(at ? at[1] : cx), y: Number(at ? at[2] : dot.getAttribute("cy")) });
  }
  return places;
}

/** How far a name may be from its point, the nearest first; on a telephone lines to names would hide the map. */
const leadsFor = (width: number) => (width < 500 ? [0] : [0, 14, 28, 42]);

/** Names beside the largest points, as many as do not cover each other; one that stands away from its point has a line to it. */
function label(picture: Element, marks: Indexed[], places: Places, size: (mark: Indexed) => number, width: number, height: number): void {
  const drawing = drawingOf(picture);
  const lines = element("g"); // below all names
  drawing.append(lines);
  const taken: { x: number; y: number; w: number; h: number }[] = [];
  for (const mark of marks) {
    const at = places.get(mark.i);
    const r = size(mark);
    if (at) taken.push({ x: at.x - r, y: at.y - r, w: 2 * r, h: 2 * r });
  }
  const order = [...marks].filter((mark) => mark.part !== parts.supplier).sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  for (const mark of order) {
    const at = places.get(mark.i);
    if (!at) continue;
    const name = cut(mark.to ?? "", 24);
    const w = [...name].length * 6.7;
    const r = size(mark) + 3;
    const sides = leadsFor(width).flatMap((lead) => [
      { x: at.x + r + lead, y: at.y - 6 - lead, end: 0, lead },
      { x: at.x - r - w - lead, y: at.y - 6 - lead, end: w, lead },
      { x: at.x - w / 2, y: at.y - r - 12 - lead, end: w / 2, lead },
      { x: at.x - w / 2, y: at.y + r + lead, end: w / 2, lead },
      { x: at.x + r + lead, y: at.y - 6 + lead, end: 0, lead },
      { x: at.x - r - w - lead, y: at.y - 6 + lead, end: w, lead },
    ]);
    const free = sides.find((side) => side.x > 2 && side.x + w < width - 2 && side.y > 2 && side.y + 14 < height && !taken.some((box) => side.x < box.x + box.w && box.x < side.x + w && side.y < box.y + box.h && box.y < side.y + 12));
    if (!free) continue;
    taken.push({ x: free.x, y: free.y, w, h: 12 });
    if (free.lead > 0) lines.append(element("line", { x1: at.x, y1: at.y, x2: free.x + free.end, y2: free.y + 6, stroke: "currentColor", "stroke-width": 0.7 }));
    const text = element("text", { x: free.x, y: free.y + 10, "text-anchor": "start", "font-size": 11, fill: "currentColor", stroke: "var(--paper)", "stroke-width": 3, "paint-order": "stroke" });
    text.textContent = name;
    drawing.append(text);
  }
}

export const map: Draw = (chart, width, id) => {
  const all: Indexed[] = chart.marks.map((mark, i) => ({ ...mark, i }));
  const nodes = all.filter((mark) => mark.part !== parts.lane && mark.lat !== undefined && mark.lon !== undefined);
  const byName = new Map(nodes.map((node) => [node.row ?? "", node]));
  const flows: Flow[] = [];
  for (const mark of all) {
    const from = byName.get(mark.row ?? "");
    const to = byName.get(mark.to ?? "");
    if (mark.part === parts.lane && from && to) flows.push({ i: mark.i, value: mark.value ?? 0, from, to });
  }
  const most = Math.max(1, ...flows.map((flow) => flow.value));
  const near = nodes.filter((node) => node.part !== parts.supplier);
  const framed = near.length > 1 ? near : nodes;
  const longitudes = framed.map((node) => node.lon ?? 0);
  const latitudes = framed.map((node) => node.lat ?? 0);
  const middle = (Math.min(...longitudes) + Math.max(...longitudes)) / 2;
  const south = Math.min(...latitudes);
  const north = Math.max(...latitudes);
  const height = Math.round(Math.min(620, Math.max(280, width * 0.58)));
  const coast = land();
  const largest = Math.max(1, ...nodes.map((node) => node.value ?? 0));
  const size = (mark: Indexed) => 3.5 + 7 * Math.sqrt((mark.value ?? 0) / largest);
  const picture = Plot.plot({
    className,
    width,
    height,
    margin: 0,
    projection: {
      type: "conic-equal-area",
      parallels: [south - 1, north + 1],
      rotate: [-middle, 0],
      domain: { type: "MultiPoint", coordinates: framed.map((node) => [node.lon, node.lat]) } as never,
      inset: width < 500 ? 26 : 46,
    } as never,
    marks: [
      Plot.geo(coast.lines as never, { stroke: "var(--coast)", strokeWidth: 0.8, fill: "none", clip: "frame" }),
      Plot.arrow(flows, { x1: (flow: Flow) => flow.from.lon, y1: (flow: Flow) => flow.from.lat, x2: (flow: Flow) => flow.to.lon, y2: (flow: Flow) => flow.to.lat, bend: 12, headLength: 0, stroke: "var(--flow)", strokeOpacity: 0.75, strokeWidth: (flow: Flow) => 0.8 + 6 * (flow.value / most), ariaLabel: (flow: Flow) => tag(flow.i), clip: "frame" }),
      Plot.dot(nodes, { x: "lon", y: "lat", r: { value: size, scale: null } as never, symbol: { value: (mark: Indexed) => shapeOf(mark.part), scale: null } as never, fill: (mark: Indexed) => colourOf(mark.part), stroke: "var(--paper)", strokeWidth: 1, ariaLabel: (mark: Indexed) => tag(mark.i), clip: "frame" }),
    ],
  });
  finish(picture, id, 1);
  const places = placesOf(picture);
  label(picture, near, places, size, width, height);
  const isSeen = (at: { x: number; y: number } | undefined) => at !== undefined && at.x >= 0 && at.x <= width && at.y >= 0 && at.y <= height;
  const used = new Set(nodes.filter((node) => isSeen(places.get(node.i))).map((node) => node.part));
  const legend = chart.parts.map((name, part) => ({ name, part, shape: shapeNameOf(part) })).filter((one) => used.has(one.part));
  return { picture, legend, note: coast.note };
};
