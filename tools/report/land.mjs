// Coastlines and borders around Central Asia and the Caspian, cut from world-atlas (Natural Earth 1:50m, public domain), as lines.
import { mesh } from "topojson-client";

/** West, south, east, north: from the Black Sea to the Yellow Sea, from the Gulf to the Siberian rivers. */
const frame = [24, 22, 124, 66];
/** Hundredths of a degree: a kilometre, half a pixel on the largest screen. */
const grid = 100;

const isInside = ([lon, lat]) => lon >= frame[0] && lon <= frame[2] && lat >= frame[1] && lat <= frame[3];

function pieces(line) {
  const found = [];
  let piece = [];
  for (const point of line) {
    if (isInside(point)) piece.push([Math.round(point[0] * grid), Math.round(point[1] * grid)]);
    if (!isInside(point) && piece.length > 0) {
      found.push(piece);
      piece = [];
    }
  }
  if (piece.length > 0) found.push(piece);
  return found.map(withoutRepeats).filter((one) => one.length > 1);
}

function withoutRepeats(line) {
  return line.filter((point, i) => i === 0 || point[0] !== line[i - 1][0] || point[1] !== line[i - 1][1]);
}

function steps(line) {
  return line.map((point, i) => (i === 0 ? point : [point[0] - line[i - 1][0], point[1] - line[i - 1][1]]));
}

/** A topology with one object, `lines`. */
export function landLines(atlas) {
  const arcs = mesh(atlas, atlas.objects.countries).coordinates.flatMap(pieces).map(steps);
  return {
    type: "Topology",
    transform: { scale: [1 / grid, 1 / grid], translate: [0, 0] },
    objects: { lines: { type: "MultiLineString", arcs: arcs.map((_, i) => [i]) } },
    arcs,
  };
}
