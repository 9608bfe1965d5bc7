import { grouped } from "../../report/src/chart.js";
import { h } from "./dom.js";
import { counted, figureText } from "./figure_text.js";
import { Interval } from "./interval.js";
import type { RunNews } from "./run_feed.js";

const titles: Record<string, string> = { run: "Run", check: "Check", compare: "Comparison", explain: "Explanation", bound: "Proven bound", reach: "Least change" };
const whys: Record<string, string> = { asked: "stopped", end: "stopped, since the server ended", time: "stopped", memory: "stopped" };

export function titleOf(run: RunNews): string {
  return titles[run.kind] ?? run.kind;
}

/** What it is of: the file, and what was turned. */
export function subjectOf(run: RunNews): string {
  return [run.scenario, ...(run.set.length > 0 ? [run.set.join("; ")] : [])].join(" · ");
}

export function isOver(run: RunNews): boolean {
  return run.status !== "waiting" && run.status !== "running";
}

function stateOf(run: RunNews): string {
  switch (run.status) {
    case "waiting": return "waiting for its turn";
    case "running": return run.planned > 0 ? `${grouped(run.done, 0)} of ${grouped(run.planned, 0)} replications` : "under way";
    case "done": return "done";
    case "failed": return "failed";
    case "stopped": return `${whys[run.why] ?? "stopped"} after ${counted(run.done, "replication")}${run.result ? "" : ": nothing was finished"}`;
  }
}

/** One run while it is on: how far it is, and its figures with their intervals. */
export class RunCard {
  readonly element = h("article", { class: "wb-run", "aria-label": "Run", tabindex: -1 });
  private readonly title = h("h3", {});
  private readonly state = h("span", { class: "wb-state", role: "status" });
  private readonly stop = h("button", { type: "button", onclick: () => this.onStop() }, "Cancel");
  private readonly subject = h("p", { class: "wb-subject" });
  private readonly bar = h("progress", { max: 1, value: 0, "aria-label": "Replications" });
  private readonly figures = h("div", { class: "wb-figures" });
  private readonly message = h("p", { class: "wb-message" });
  private readonly rows = new Map<string, { element: HTMLElement; value: HTMLElement; interval: Interval }>();
  private status = "";

  constructor(private readonly onStop: () => void) {
    this.element.append(h("div", { class: "wb-bar" }, this.title, this.state, this.stop), this.subject, this.bar, this.figures, this.message);
  }

  show(run: RunNews): void {
    this.title.textContent = titleOf(run);
    this.subject.textContent = subjectOf(run);
    const state = stateOf(run);
    if (isOver(run) || run.status !== this.status) this.state.textContent = state; // read out when something begins or ends
    else this.state.firstChild!.nodeValue = state;
    this.status = run.status;
    if (isOver(run) && document.activeElement === this.stop) this.element.focus(); // where the button was that goes away
    this.stop.hidden = isOver(run);
    this.bar.hidden = isOver(run);
    if (run.planned > 0) this.bar.value = run.done / run.planned;
    else this.bar.removeAttribute("value");
    this.message.textContent = [run.message, run.hint].filter(Boolean).join(" → ");
    this.message.hidden = this.message.textContent === "";
    for (const figure of run.figures) {
      const key = `${figure.what_if}\n${figure.metric}`;
      const row = this.rows.get(key) ?? this.add(key, figure.metric, figure.what_if);
      row.value.textContent = figureText(figure);
      row.interval.show(figure);
    }
  }

  private add(key: string, metric: string, whatIf: string): { element: HTMLElement; value: HTMLElement; interval: Interval } {
    const interval = new Interval();
    const value = h("span", { class: "value" });
    const name = whatIf ? h("span", { class: "name", title: whatIf }, h("span", { class: "where" }, "change of "), metric) : h("span", { class: "name" }, metric);
    const element = h("div", { class: "wb-figure" }, name, value);
    element.append(interval.picture);
    this.figures.append(element);
    const row = { element, value, interval };
    this.rows.set(key, row);
    return row;
  }
}
