import { drawFigures, type Figure } from "../../report/src/figures.js";
import { getText } from "./api.js";
import { h, later } from "./dom.js";
import type { RunNews } from "./run_feed.js";

/** The text of a report as a document. Rules of style in a text would need a policy that lets anybody's through: those of the whole are in
 * this page's own style, those at an element are set by script. What a planner wrote has its angles escaped: a tag is the program's. */
function parsed(text: string): Document {
  const bare = text.replace(/<style>[^]*?<\/style>/g, "").replace(/(<[a-z][^<>]*) style=/g, "$1 data-rules=");
  return new DOMParser().parseFromString(bare, "text/html");
}

function adopt(from: Element): Element {
  const made = document.importNode(from, true);
  for (const one of made.querySelectorAll<HTMLElement>("[data-rules]")) {
    one.style.cssText = one.dataset["rules"] ?? "";
    delete one.dataset["rules"];
  }
  return made;
}

/** The report of a run, with the pictures that it has as a file. */
export class ResultPage {
  readonly element = h("div", { class: "wb-result" });
  private figures: Figure[] = [];
  private shown = "";

  constructor(private readonly nonce: string) {
    addEventListener("resize", later(() => this.figures.forEach((figure) => figure.draw()), 150));
  }

  clear(): void {
    this.shown = "";
    this.figures = [];
    this.element.replaceChildren();
  }

  async show(run: RunNews): Promise<void> {
    if (this.shown === run.id) return;
    this.clear();
    this.shown = run.id;
    const address = (as: string): string => `/api/result?run=${encodeURIComponent(run.id)}&as=${as}`;
    const text = await getText(address("html"));
    if (this.shown !== run.id) return; // another one was chosen meanwhile
    const page = parsed(text);
    const links = [["html", "Report"], ["xlsx", "Spreadsheet"], ["json", "JSON"]].filter(([as]) => as !== "xlsx" || run.workbook);
    this.element.append(
      h("div", { class: "wb-bar wb-downloads" }, "Download: ", ...links.map(([as, name]) => h("a", { href: address(as ?? ""), download: "" }, name)), h("span", { class: "note" }, run.digest ? `digest ${run.digest.slice(0, 12)}…` : "")),
    );
    for (const part of page.querySelectorAll("header > *, nav, main, footer, #land")) {
      if (part.tagName === "NAV" && part.closest("main")) continue;
      this.element.append(adopt(part));
    }
    const main = this.element.querySelector("main");
    if (main) {
      const inner = h("div", { class: "wb-report" }, ...main.childNodes);
      main.replaceWith(inner);
    }
    const title = this.element.querySelector("h1");
    if (title) title.replaceWith(h("h2", { class: "wb-title", dir: "auto" }, title.textContent ?? ""));
    this.figures = drawFigures(this.element, 0, this.nonce);
  }
}
