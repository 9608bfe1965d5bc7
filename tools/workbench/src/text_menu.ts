import { h } from "./dom.js";

/** Something that can be done with the text, by its name and by a key. */
export interface TextAction {
  name: string;
  key: string; // as the editor writes it: "Shift-Alt-f"
  shown: string; // as a keyboard has it
  run: () => void;
}

/** What can be done at the cursor, in a list that opens: whoever knows no key finds it there, with its key beside it. */
export class TextMenu {
  private readonly list = h("ul", { class: "wb-menu-list" });
  readonly element = h("details", { class: "wb-menu" }, h("summary", {}, "Edit"), this.list);

  constructor(actions: TextAction[]) {
    this.list.append(...actions.map((one) => h("li", {}, this.entry(one))));
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && this.close(true));
    this.element.addEventListener("focusout", (event) => {
      const next = event.relatedTarget;
      if (next instanceof Node && !this.element.contains(next)) this.close(false);
    });
    addEventListener("pointerdown", (event) => event.target instanceof Node && !this.element.contains(event.target) && this.close(false));
  }

  private entry(one: TextAction): HTMLElement {
    const act = (): void => {
      this.close(false);
      one.run();
    };
    return h("button", { type: "button", class: "quiet", onclick: act }, one.name, h("kbd", {}, one.shown));
  }

  private close(backToHead: boolean): void {
    this.element.open = false;
    if (backToHead) this.element.querySelector("summary")?.focus();
  }
}
