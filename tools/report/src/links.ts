import type { Chart, Mark } from "./chart.js";

/** A chart as it is linked with the others of its page. */
export interface Linked {
  readonly chart: Chart;
  readonly figure: HTMLElement;
  readonly beside: HTMLElement; // where what the others say is told
  link(marks: number[]): void;
}

const kinds = new Set(["plant", "market", "place", "supplier", "item"]);
const saidMax = 4; // of one chart

/** "semey.tractors" of a chart of plants is a line of "plant.semey" on a map; a market of the same name is neither. */
function wayOf(name: string, of: string | undefined): string[] {
  return (of ? `${of}.${name}` : name).split(".");
}

/** What a reader calls it: "semey.tractors". */
function nameOf(way: string[]): string {
  return way.slice(way.length > 1 && kinds.has(way[0] ?? "") ? 1 : 0).join(".");
}

/** Whether one is the other, or a part of it. A kind alone, such as the cause "market", is no object that another could be a part of. */
function isAkin(one: string[], other: string[]): boolean {
  const shared = Math.min(one.length, other.length);
  return (shared > 1 || one.length === other.length) && one.slice(0, shared).every((part, i) => part === other[i]);
}

/** A flow is of both of its ends; what a place on the map is called besides is no end. */
function isOf(mark: Mark, chart: Chart, subject: string[]): boolean {
  if (mark.row !== undefined && isAkin(wayOf(mark.row, chart.of), subject)) return true;
  const isFlow = chart.kind === "flows" || (chart.kind === "map" && mark.lat === undefined);
  return isFlow && mark.to !== undefined && isAkin(wayOf(mark.to, chart.toOf), subject);
}

/** What is chosen in one chart is marked in all, and what they say of it is told beside the one: a plant on a map with its lines, their
 * hours and its exports; a month with all that was in it. */
export class Links {
  private all: Linked[] = [];
  private panel?: HTMLElement;

  add(one: Linked): void {
    this.all.push(one);
  }

  choose(from: Linked, index: number): void {
    const row = from.chart.marks[index]?.row;
    if (row === undefined) return this.clear();
    const subject = wayOf(row, from.chart.of);
    const panel = document.createElement("div");
    panel.className = "linked-also";
    for (const one of this.all) {
      const marks = one.chart.marks.flatMap((mark, i) => (isOf(mark, one.chart, subject) ? [i] : []));
      one.link(marks);
      if (one !== from && marks.length > 0) panel.append(this.told(one, marks));
    }
    this.panel?.remove();
    this.panel = undefined;
    if (panel.childElementCount === 0) return;
    const head = document.createElement("p");
    const name = document.createElement("b");
    name.textContent = nameOf(subject);
    head.append(...(subject.length === 2 && kinds.has(subject[0] ?? "") ? [`${subject[0]} `] : []), name, " in the other charts (Escape lets go):");
    panel.prepend(head);
    this.panel = panel;
    from.beside.before(panel);
  }

  clear(): void {
    for (const one of this.all) one.link([]);
    this.panel?.remove();
    this.panel = undefined;
  }

  private told(one: Linked, marks: number[]): HTMLElement {
    const entry = document.createElement("p");
    const section = one.figure.closest("section");
    const link = document.createElement("a");
    link.textContent = section?.querySelector("h2, h3")?.textContent ?? one.chart.title;
    if (section?.id) link.href = `#${section.id}`;
    const said = marks.slice(0, saidMax).map((i) => one.chart.marks[i]?.say ?? "");
    const more = marks.length > saidMax ? `; and ${marks.length - saidMax} more` : "";
    entry.append(link, ` – ${said.join("; ")}${more}`);
    return entry;
  }
}
