import { Fault, Gone } from "./api.js";
import { h } from "./dom.js";

/** What has gone wrong, until it is closed or mended. */
export class Notice {
  private readonly text = h("div", {});
  private isOfServer = false; // what is told is that it cannot be reached, or does not know this browser
  readonly element = h("div", { class: "wb-notice", role: "alert", hidden: true }, this.text, h("button", { type: "button", class: "quiet", onclick: () => this.close() }, "Close"));

  /** `ways`: what can be done about it, here and now. */
  say(text: string, hint = "", ...ways: HTMLElement[]): void {
    this.text.replaceChildren(h("p", {}, text), ...(hint ? [h("p", { class: "hint" }, hint)] : []), ...ways);
    this.element.hidden = false;
  }

  tell(fault: unknown): void {
    this.isOfServer = fault instanceof Gone || (fault instanceof Fault && fault.status === 401);
    if (fault instanceof Fault && fault.status === 401) this.say("This browser has not been let in, or the server was started anew.", "Open the address that agrocap serve printed. What you typed is kept.");
    else if (fault instanceof Fault) this.say(fault.message, fault.hint);
    else if (fault instanceof Gone) this.say(fault.message, "What you typed is kept in this tab.");
    else this.say(String(fault));
  }

  /** The server answers again. */
  recover(): void {
    if (this.isOfServer) this.close();
  }

  close(): void {
    this.isOfServer = false;
    this.element.hidden = true;
  }
}
