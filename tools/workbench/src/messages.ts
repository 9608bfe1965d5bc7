import type { Diagnostic, Judgement } from "./api.js";
import { h } from "./dom.js";

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

/** What is wrong, as `validate` says it; each place can be gone to. */
export class Messages {
  private readonly head = h("p", { class: "wb-verdict", role: "status" });
  private readonly list = h("ol", { class: "wb-messages" });
  readonly element = h("div", {}, this.head, this.list);

  constructor(private readonly go: (one: Diagnostic) => void) {}

  show(judged: Judgement): void {
    const warnings = judged.diagnostics.length - judged.errors;
    const rest = judged.more ? "; what leans on them was not judged" : "";
    this.head.className = `wb-verdict ${judged.errors > 0 ? "bad" : "good"}`;
    this.head.textContent = (judged.errors > 0 ? counted(judged.errors, "error") : "no errors") + (warnings > 0 ? `, ${counted(warnings, "warning")}` : "") + rest;
    this.list.replaceChildren(...judged.diagnostics.map((one) => this.entry(one)));
  }

  clear(text: string): void {
    this.head.className = "wb-verdict";
    this.head.textContent = text;
    this.list.replaceChildren();
  }

  private entry(one: Diagnostic): HTMLElement {
    const place = one.line === null ? one.file : `${one.file}:${one.line}${one.column === null ? "" : `:${one.column}`}`;
    return h(
      "li",
      { class: one.severity },
      h("button", { type: "button", class: "quiet", onclick: () => this.go(one) }, h("b", {}, `${one.severity} ${one.code}`), " ", place),
      h("div", {}, one.path ? h("code", {}, one.path) : undefined, one.path ? ": " : "", one.message),
      one.hint ? h("div", { class: "hint" }, one.hint) : undefined,
    );
  }
}
