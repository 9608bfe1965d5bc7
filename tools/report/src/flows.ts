import { sankey, sankeyLinkHorizontal } from "d3-sankey";
import { type Chart, cut, type Draw, shown } from "./chart.js";
import { colourOf, element } from "./palette.js";
import { emptyPicture, finish, tag } from "./picture.js";

interface Node {
  id: string;
  side: "left" | "right";
  name: string;
  total: number;
}
interface Link {
  source: string;
  target: string;
  value: number;
  i: number;
}

/** What goes from the left to the right. A name on both sides is two places. */
function graph(chart: Chart) {
  const nodes: Node[] = (chart.ends ?? []).map((end) => {
    const side = end.to === undefined ? "left" : "right";
    const name = end.row ?? end.to ?? "";
    return { id: `${side} ${name}`, side, name, total: end.value };
  });
  const links: Link[] = chart.marks.map((mark, i) => ({ source: "left " + (mark.row ?? ""), target: "right " + (mark.to ?? ""), value: mark.value ?? 0, i }));
  return { nodes, links };
}

export const flows: Draw = (chart, width, id) => {
  const given = graph(chart);
  const most = width < 500 ? 13 : 30;
  const textOf = (node: Node) => `${cut(node.name, most)} ${shown(node.total, undefined)}`;
  const roomOn = (side: string) => 12 + 6.9 * Math.max(...given.nodes.filter((node) => node.side === side).map((node) => [...textOf(node)].length));
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
