import { viewOf } from "./address.js";
import { Desk } from "./desk.js";
import { h } from "./dom.js";
import { Notice } from "./notice.js";
import { enter } from "./session.js";

const script = document.currentScript as HTMLScriptElement | null;

async function start(): Promise<void> {
  const notice = new Notice();
  const desk = new Desk(script?.nonce ?? "", notice, () => undefined);
  document.body.append(
    h("a", { class: "skip", href: "#wb-main" }, "Skip to the scenario"),
    h("header", { class: "wb-head" }, h("h1", {}, "agrocap"), desk.library.element),
    notice.element,
    h("main", { id: "wb-main", class: "wb-main" }, desk.text, h("div", { class: "wb-side" }, desk.changes)),
  );
  try {
    await enter();
    await desk.list();
    const view = viewOf(location.search);
    if (view.scenario) await desk.open(view, "same");
    else desk.library.focus();
  } catch (fault) {
    notice.tell(fault);
  }
}

void start();
