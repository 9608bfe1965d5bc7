import { viewOf } from "./address.js";
import { Desk } from "./desk.js";
import { h } from "./dom.js";
import { Notice } from "./notice.js";
import { Results } from "./results.js";
import { enter } from "./session.js";

const script = document.currentScript as HTMLScriptElement | null;

async function start(): Promise<void> {
  const nonce = script?.nonce ?? "";
  const notice = new Notice();
  const desk: Desk = new Desk(nonce, notice, (view) => results.choose(view.run), (judged) => results.ready(judged));
  const results: Results = new Results(nonce, desk, notice);
  document.body.append(
    h("a", { class: "skip", href: "#wb-main" }, "Skip to the scenario"),
    h("header", { class: "wb-head" }, h("h1", {}, "agrocap"), desk.library.element),
    notice.element,
    h("main", { id: "wb-main", class: "wb-main" }, desk.intro, desk.text, h("div", { class: "wb-side" }, desk.changes, results.asking), results.element),
  );
  try {
    await enter();
    await desk.list();
    results.feed.listen();
    const view = viewOf(location.search);
    if (view.scenario) await desk.open(view, "same");
    else desk.library.focus();
  } catch (fault) {
    notice.tell(fault);
  }
}

void start();
