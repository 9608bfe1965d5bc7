import type { Listed } from "./api.js";
import { h } from "./dom.js";

function folderOf(path: string): string {
  const at = path.lastIndexOf("/");
  return at < 0 ? "" : path.slice(0, at);
}

/** The list of scenarios, by folder: a plain choice, which every keyboard and every telephone knows. */
export class Library {
  private readonly select: HTMLSelectElement = h("select", { id: "wb-scenario", onchange: () => this.onChoose(this.select.value) });
  readonly element = h("label", { class: "wb-library", for: "wb-scenario" }, h("span", {}, "Scenario"), this.select);

  constructor(private readonly onChoose: (path: string) => void) {}

  fill(scenarios: Listed[], chosen: string): void {
    const groups = new Map<string, HTMLElement[]>();
    for (const one of scenarios) {
      const folder = folderOf(one.path);
      const file = one.path.slice(folder ? folder.length + 1 : 0);
      const text = one.name ? `${file} – ${one.name}` : file;
      const option = h("option", { value: one.path }, text);
      groups.set(folder, [...(groups.get(folder) ?? []), option]);
    }
    const parts = [...groups].flatMap(([folder, options]) => (folder ? [h("optgroup", { label: folder }, ...options)] : options));
    this.select.replaceChildren(h("option", { value: "", disabled: true }, scenarios.length > 0 ? "Choose a scenario" : "There is no scenario in this folder"), ...parts);
    this.choose(chosen);
  }

  choose(path: string): void {
    this.select.value = path;
    if (this.select.selectedIndex < 0) this.select.value = "";
  }

  focus(): void {
    this.select.focus();
  }
}
