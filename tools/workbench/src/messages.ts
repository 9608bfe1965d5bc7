import type { Diagnostic, Judgement } from "./api.js";
import { h } from "./dom.js";
import { counted } from "./figure_text.js";
import type { Fix } from "./language.js";

/** What comes back from the server has lost nothing but its identity. */
const isSame = (one: Diagnostic, other: Diagnostic): boolean => one.data.path === other.data.path && one.data.message === other.data.message && one.data.line === other.data.line;

/** What is wrong, as `validate` says it; each place can be gone to, and what the language server can mend is mended by a button. */
export class Messages {
  private readonly head = h("p", { class: "wb-verdict", role: "status" });
  private readonly list = h("ol", { class: "wb-messages" });
  readonly element = h("div", {}, this.head, this.list);

  constructor(
    private readonly go: (one: Diagnostic) => void,
    private readonly mend: (fix: Fix) => void,
  ) {}

  /** Until what is on the desk now has been judged. */
  wait(): void {
    this.head.setAttribute("aria-busy", "true");
  }

  show(judged: Judgement, fixes: Fix[] = []): void {
    this.head.removeAttribute("aria-busy");
    const warnings = judged.diagnostics.length - judged.errors;
    const rest = judged.more ? `; what leans on ${judged.errors === 1 ? "it" : "them"} was not judged` : "";
    this.head.className = `wb-verdict ${judged.errors > 0 ? "bad" : "good"}`;
    this.head.textContent = (judged.errors > 0 ? counted(judged.errors, "error") : "no errors") + (warnings > 0 ? `, ${counted(warnings, "warning")}` : "") + rest;
    this.list.replaceChildren(...judged.diagnostics.map((one) => this.entry(one, fixes)));
  }

  private entry(diagnostic: Diagnostic, fixes: Fix[]): HTMLElement {
    const one = diagnostic.data;
    const place = one.line === null ? one.file : `${one.file}:${one.line}${one.column === null ? "" : `:${one.column}`}`;
    const mending = fixes.filter((fix) => isSame(fix.mends, diagnostic));
    return h(
      "li",
      { class: one.severity },
      h("button", { type: "button", class: "quiet", onclick: () => this.go(diagnostic) }, h("b", {}, `${one.severity} ${one.code}`), " ", place),
      h("div", {}, one.path ? h("code", {}, one.path) : undefined, one.path ? ": " : "", one.message),
      one.hint ? h("div", { class: "hint" }, one.hint) : undefined,
      ...mending.map((fix) => h("button", { type: "button", class: "wb-mend", onclick: () => this.mend(fix) }, `Mend: ${fix.title}`)),
    );
  }
}
