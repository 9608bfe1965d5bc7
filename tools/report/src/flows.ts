import { sankey, sankeyLinkHorizontal } from "d3-sankey";
import { cut, type Draw, type Mark, shown } from "./chart.js";
import { colourOf, element } from "./palette.js";
import { emptyPicture, finish, tag } from "./picture.js";

interface Node {
  id: string;
  side: "left" | "right";
  name: string;
}
interface Link {
  source: string;
  target: string;
  value: number;
  i: number;
}

/** What goes from the left to the right. A name on both sides is two places. */
function graph(marks: Mark[]) {
  const nodes = new Map<string, Node>();
  const links: Link[] = [];
  marks.forEach((mark, i) => {
    const source = "left " + (mark.row ?? "");
    const target = "right " + (mark.to ?? "");
    nodes.set(source, { id: source, side: "left", name: mark.row ?? "" });
    nodes.set(target, { id: target, side: "right", name: mark.to ?? "" });
    links.push({ source, target, value: mark.value ?? 0, i });
  });
  return { nodes: [...nodes.values()], links };
}

function sumOf(links: Link[], id: string): number {
  return links.filter((link) => link.source === id || link.target === id).reduce((sum, link) => sum + link.value, 0);
}

export const flows: Draw = (chart, width, id) => {
  const given = graph(chart.marks);
  const most = width < 500 ? 13 : 30;
  const textOf = (node: { name: string; value?: number | undefined }) => `${cut(node.name, most)} ${shown(node.value ?? 0, undefined)}`;
  const roomOn = (side: string) => 12 + 6.9 * Math.max(...given.nodes.filter((node) => node.side === side).map((node) => [...textOf({ ...node, value: sumOf(given.links, node.id) })].length));
  const count = Math.max(...["left", "right"].map((side) => given.nodes.filter((node) => node.side === side).length));
  const height = Math.max(200, count * 30 + 20);
  const lay = sankey<Node, Link>()
    .nodeId((node) => node.id)
    .nodeWidth(12)
    .nodePadding(12)
    .extent([
      [roomOn("left"), 8],
      [width - roomOn("right"), height - 8],
    ]);
  const laid = lay(given);
  const picture = emptyPicture(width, height);
  const left = laid.nodes.filter((node) => node.side === "left").map((node) => node.id);
  const path = sankeyLinkHorizontal<Node, Link>();
  for (const link of laid.links) {
    const source = link.source as unknown as { id: string };
    const band = element("path", { d: path(link) ?? "", fill: "none", stroke: colourOf(left.indexOf(source.id)), "stroke-width": Math.max(1, link.width ?? 1), "stroke-opacity": 0.55, "aria-label": tag(link.i) });
    picture.append(band);
  }
  for (const node of laid.nodes) {
    const x0 = node.x0 ?? 0;
    const x1 = node.x1 ?? 0;
    const y0 = node.y0 ?? 0;
    const y1 = node.y1 ?? 0;
    picture.append(element("rect", { x: x0, y: y0, width: x1 - x0, height: Math.max(1, y1 - y0), fill: "var(--ink)" }));
    const isLeft = node.side === "left";
    const text = element("text", { x: isLeft ? x0 - 7 : x1 + 7, y: (y0 + y1) / 2 + 4, "text-anchor": isLeft ? "end" : "start", "font-size": 12, fill: "currentColor" });
    text.textContent = textOf(node);
    picture.append(text);
  }
  return { picture: finish(picture, id, 1), note: "A band is as wide as what flows; the numbers are the sums of the bands." };
};
