import { bars, ranges, spans, steps } from "./bars.js";
import type { Chart, Draw, Drawn } from "./chart.js";
import { flows } from "./flows.js";
import { curves, lines, scatter } from "./lines.js";
import { type Linked, Links } from "./links.js";
import { map } from "./map.js";
import { colourOf, element, patternOf } from "./palette.js";
import { gauges, points } from "./points.js";
import { improveTables } from "./tables.js";
import { Walk } from "./walk.js";

const kinds: Record<string, Draw> = { bars, points, gauges, lines, curves, scatter, map, flows, ranges, steps, spans };

const shapePaths: Record<string, string> = {
  circle: "M7 2a5 5 0 1 0 .01 0z",
  square: "M2.5 2.5h9v9h-9z",
  diamond: "M7 .8L12.5 7L7 13.2L1.5 7z",
  triangle: "M7 1.5L13 12H1z",
  star: "M7 .5L8.7 5.2H13.6L9.7 8.2L11.1 13L7 10.1L2.9 13L4.3 8.2L.4 5.2H5.3z",
  cross: "M5 1h4v4h4v4H9v4H5V9H1V5h4z",
};

function swatch(id: string, part: number, shape: string | undefined): SVGElement {
  const picture = element("svg", { width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true" });
  if (shape) picture.append(element("path", { d: shapePaths[shape] ?? shapePaths["circle"] ?? "", fill: colourOf(part) }));
  else picture.append(element("rect", { width: 14, height: 14, fill: patternOf(id, part) }));
  return picture;
}

function legendOf(drawn: Drawn, id: string): HTMLElement | undefined {
  if (!drawn.legend || drawn.legend.length < 2) return undefined;
  const list = document.createElement("ul");
  list.className = "legend";
  for (const one of drawn.legend) {
    const item = document.createElement("li");
    item.append(swatch(id, one.part, one.shape), " ", one.name);
    list.append(item);
  }
  return list;
}

export class Figure implements Linked {
  private readonly box = document.createElement("div");
  readonly beside = document.createElement("div");
  private readonly readout = document.createElement("p");
  private readonly walk: Walk;
  private width = 0;
  private linked: number[] = [];

  constructor(
    readonly figure: HTMLElement,
    readonly chart: Chart,
    private readonly id: string,
    private readonly nonce: string,
    links: Links,
  ) {
    const section = figure.closest("section");
    const fold = section?.querySelector("details");
    if (fold) fold.open = false;
    const sentence = section?.querySelector(".say");
    if (sentence) sentence.id = `${id}-say`;
    const help = document.createElement("p");
    help.className = "unseen";
    help.id = `${id}-help`;
    help.textContent = "Arrow keys walk the points, Enter shows what other charts say of one, T opens the table.";
    this.box.className = "chart";
    this.box.tabIndex = 0;
    this.box.setAttribute("role", "application");
    this.box.setAttribute("aria-roledescription", "chart");
    this.box.setAttribute("aria-label", chart.title);
    this.box.setAttribute("aria-describedby", `${sentence ? sentence.id + " " : ""}${help.id}`);
    this.readout.className = "readout";
    this.readout.setAttribute("aria-live", "polite");
    const caption = document.createElement("figcaption");
    caption.textContent = chart.title;
    figure.append(caption, this.box, this.readout, this.beside, help);
    this.walk = new Walk(chart, this.box, this.readout, () => {
      if (!fold) return;
      fold.open = !fold.open;
      if (fold.open) fold.querySelector<HTMLElement>("summary")?.focus();
    }, (index) => (index === undefined ? links.clear() : links.choose(this, index)));
    links.add(this);
    fold?.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      fold.open = false;
      this.box.focus();
    });
  }

  draw(room = Math.floor(this.figure.clientWidth)): void {
    const width = Math.max(280, room);
    if (width === this.width || this.figure.closest("[hidden]")) return;
    this.width = width;
    const draw = kinds[this.chart.kind];
    if (!draw) return;
    const drawn = draw(this.chart, width, this.id);
    const legend = legendOf(drawn, this.id);
    if (this.nonce) for (const rules of drawn.picture.querySelectorAll("style")) rules.nonce = this.nonce;
    this.box.replaceChildren(drawn.picture);
    this.beside.replaceChildren();
    if (legend) this.beside.append(legend);
    if (drawn.note) {
      const note = document.createElement("p");
      note.className = "note";
      note.textContent = drawn.note;
      this.beside.append(note);
    }
    this.walk.refresh();
    this.link(this.linked);
  }

  /** Marks what another chart's choice is about. */
  link(marks: number[]): void {
    this.linked = marks;
    const wanted = new Set(marks.map(String));
    for (const drawn of this.box.querySelectorAll("[data-i]")) drawn.classList.toggle("linked", wanted.has(drawn.getAttribute("data-i") ?? ""));
    this.box.classList.toggle("has-linked", marks.length > 0);
  }
}

/** Draws the figures within `root`, the first screen first and the others when there is time, then improves its tables. `begin`: the number
 * before the first one; `nonce`: what a page's policy asks of rules of style. Gives: the figures, to be drawn again at another width. */
export function drawFigures(root: ParentNode, begin = 0, nonce = ""): Figure[] {
  const figures: Figure[] = [];
  const links = new Links();
  root.querySelectorAll<HTMLElement>("figure").forEach((figure, number) => {
    const held = figure.querySelector('script[type="application/json"]');
    if (held) figures.push(new Figure(figure, JSON.parse(held.textContent ?? "{}"), `c${begin + number + 1}`, nonce, links));
  });
  const drawFrom = (at: number): void => {
    figures[at]?.draw();
    if (at + 1 < figures.length) setTimeout(() => drawFrom(at + 1), 0);
    else improveTables(root);
  };
  if (figures.length > 0) requestAnimationFrame(() => drawFrom(0));
  else improveTables(root);
  return figures;
}
