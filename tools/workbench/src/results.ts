import { post, type Judgement } from "./api.js";
import type { Desk } from "./desk.js";
import { h } from "./dom.js";
import type { Notice } from "./notice.js";
import { ResultPage } from "./result_page.js";
import { RunCard, isOver, subjectOf, titleOf } from "./run_card.js";
import { RunFeed, type RunNews } from "./run_feed.js";

interface Asking {
  kind: string;
  name: string;
  title: string;
}
const askings: Asking[] = [
  { kind: "run", name: "Run", title: "What does it make and sell in a year, and how sure is that?" },
  { kind: "compare", name: "Compare", title: "What do the changes bring, with paired differences?" },
  { kind: "check", name: "Check", title: "Are the targets met?" },
  { kind: "explain", name: "Explain", title: "Why not more?" },
  { kind: "bound", name: "Bound", title: "What could it make at best, proven?" },
  { kind: "reach", name: "Reach", title: "Which least change meets the target?" },
];

/** What is asked of a scenario, and what comes of it. */
export class Results {
  private readonly buttons = new Map<string, HTMLButtonElement>();
  private readonly replications = h("input", { id: "wb-n", type: "number", min: 1, max: 100000, step: 1, placeholder: "as in the file" });
  private readonly target = h("select", { id: "wb-target" });
  private readonly targets = h("span", { class: "wb-bar" }, h("label", { for: "wb-target" }, "Target of Reach"), this.target);
  private readonly lost = h("p", { class: "wb-lost", role: "status", hidden: true }, "The server cannot be heard; trying again …");
  private readonly history = h("ul", { class: "wb-history" });
  private readonly page: ResultPage;
  private card?: RunCard;
  private shown = "";
  private readonly begun = new Set<string>(); // here, and perhaps not heard of yet
  readonly feed: RunFeed;
  readonly asking: HTMLElement;
  readonly element: HTMLElement;
  private readonly live = h("div", {});

  constructor(
    nonce: string,
    private readonly desk: Desk,
    private readonly notice: Notice,
  ) {
    this.page = new ResultPage(nonce);
    this.feed = new RunFeed((run) => this.changed(run), (fault) => this.heard(fault));
    for (const one of askings) this.buttons.set(one.kind, h("button", { type: "button", title: one.title, class: one.kind === "run" ? "primary" : undefined, onclick: () => void this.ask(one.kind) }, one.name));
    this.asking = h(
      "section",
      { class: "wb-card wb-ask", "aria-labelledby": "wb-h-ask" },
      h("h2", { id: "wb-h-ask" }, "Ask"),
      h("div", { class: "wb-bar" }, ...this.buttons.values()),
      h("div", { class: "wb-bar" }, h("label", { for: "wb-n" }, "Replications"), this.replications, this.targets),
      this.lost,
      this.live,
      this.history,
    );
    this.element = h("section", { class: "wb-card wb-results", "aria-label": "Results" }, this.page.element);
    this.asking.hidden = true; // of nothing nothing can be asked
    this.ready();
  }

  /** What can be asked of what is on the desk now. */
  ready(judged?: Judgement): void {
    if (judged) this.asking.hidden = false;
    const isSound = judged !== undefined && judged.errors === 0;
    const reachable = (judged?.targets ?? []).filter((one) => one.reachable);
    for (const [kind, button] of this.buttons) {
      const lacks = this.lackOf(kind, judged, reachable.length);
      button.disabled = !isSound || lacks !== "";
      button.title = [askings.find((one) => one.kind === kind)?.title ?? "", lacks].filter(Boolean).join(" ");
    }
    this.targets.hidden = reachable.length < 2;
    const chosen = this.target.value;
    this.target.replaceChildren(...reachable.map((one) => h("option", { value: one.name, selected: one.name === chosen }, one.name)));
  }

  /** What has to be there before something can be asked; nothing where all is. */
  private lackOf(kind: string, judged: Judgement | undefined, reachable: number): string {
    if (kind === "compare" && this.desk.knobs.set.length === 0) return "Turn a number first: what is compared is the scenario with and without it.";
    if (kind === "check" && judged?.targets.length === 0) return "The scenario has no target.";
    if (kind === "reach" && reachable === 0) return "The scenario has no target that a change could reach.";
    return "";
  }

  /** The run that the address names. */
  choose(id: string): void {
    if (id === this.shown) return;
    this.shown = id;
    this.card = undefined;
    this.live.replaceChildren();
    this.page.clear();
    this.draw();
    this.list();
  }

  private async ask(kind: string): Promise<void> {
    const { set, ...question } = this.desk.question;
    const body = kind === "compare" ? { ...question, kind, what_ifs: [set.join("; ")] } : { ...question, set, kind };
    const replications = this.replications.valueAsNumber;
    try {
      const { id } = await post<{ id: string }>("/api/runs", {
        ...body,
        ...(Number.isNaN(replications) ? {} : { replications }),
        ...(kind === "reach" && this.target.value ? { target: this.target.value } : {}),
      });
      this.notice.close();
      this.begun.add(id);
      this.desk.showRun(id);
    } catch (fault) {
      this.notice.tell(fault);
    }
  }

  private heard(fault?: unknown): void {
    const isBack = fault === undefined && !this.lost.hidden;
    this.lost.hidden = fault === undefined;
    if (fault !== undefined) this.notice.tell(fault);
    if (!isBack) return;
    this.notice.recover();
    void this.desk.refresh();
  }

  private changed(run?: RunNews): void {
    if (!run || run.id === this.shown) this.draw();
    this.list();
  }

  private draw(): void {
    const run = this.feed.find(this.shown);
    if (!run) {
      const isLost = this.shown !== "" && this.feed.isHeard && !this.begun.has(this.shown);
      this.page.clear();
      this.live.replaceChildren(...(isLost ? [h("p", { class: "note" }, "The results of this run are not kept any more: run it again.")] : []));
      this.card = undefined;
      return;
    }
    if (!this.card) {
      this.card = new RunCard(() => void post("/api/stop", { id: run.id }).catch((fault) => this.notice.tell(fault)));
      this.live.replaceChildren(this.card.element);
    }
    this.begun.delete(run.id);
    this.card.show(run);
    if (isOver(run) && run.result) void this.page.show(run).catch((fault) => this.notice.tell(fault));
  }

  private list(): void {
    const others = this.feed.all.filter((run) => run.id !== this.shown).slice(0, 8);
    this.history.replaceChildren(
      ...others.map((run) => {
        return h("li", {}, h("button", { type: "button", class: "quiet", onclick: () => this.desk.showRun(run.id) }, `${titleOf(run)} – ${subjectOf(run)}`), ` ${isOver(run) ? run.status : "…"}`);
      }),
    );
  }
}
