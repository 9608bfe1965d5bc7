import { Fault, get, post, type Stored } from "./api.js";
import { h } from "./dom.js";
import { draftOf } from "./draft.js";
import { counted } from "./figure_text.js";
import type { Language, Position, TextEdit } from "./language.js";
import { edited } from "./text_edits.js";

/** What the desk does for a renaming. */
export interface Renamed {
  /** Makes the edits in the text on the desk. `save`: on the disk, too, as in all other files. Gives: whether that could be done. */
  here: (edits: TextEdit[], save: boolean) => Promise<boolean>;
  /** All is done, or left as it was. */
  over: () => void;
}

/** A name is given another one, wherever it stands: asked for below the buttons of the text, and where other files have it, too, they are
 * named before anything is written. */
export class Renaming {
  private readonly field = h("input", { type: "text", id: "wb-new-name", spellcheck: false, autocomplete: "off" });
  private readonly label = h("label", { for: "wb-new-name" });
  private readonly told = h("p", { class: "wb-told", role: "status" });
  private readonly submit = h("button", {}, "Rename");
  readonly element = h(
    "form",
    { class: "wb-what-if wb-rename", hidden: true, onsubmit: (event) => (event.preventDefault(), void this.next()), onkeydown: (event) => (event as KeyboardEvent).key === "Escape" && this.close() },
    this.label,
    this.field,
    this.submit,
    h("button", { type: "button", class: "quiet", onclick: () => this.close() }, "Leave it"),
    this.told,
  );
  private at?: { place: Position; path: string; text: string };
  private found?: Map<string, TextEdit[]>;

  constructor(
    private readonly language: Language,
    private readonly renamed: Renamed,
  ) {
    this.field.addEventListener("input", () => this.forget());
  }

  /** Asks for a new name. Gives: whether there is a name at the place. */
  async ask(place: Position, path: string, text: string): Promise<boolean> {
    const name = await this.language.nameAt(place);
    if (!name) return false;
    this.at = { place, path, text };
    this.label.textContent = `Rename “${name.placeholder}” to`;
    this.field.value = name.placeholder;
    this.forget();
    this.element.hidden = false;
    this.field.focus();
    this.field.select();
    return true;
  }

  /** The text has changed: what was asked about is no more. */
  textChanged(text: string): void {
    if (!this.element.hidden && this.at?.text !== text) this.hide();
  }

  private forget(): void {
    this.found = undefined;
    this.told.textContent = "";
    this.submit.textContent = "Rename";
  }

  private hide(): void {
    this.element.hidden = true;
    this.forget();
  }

  private close(): void {
    this.hide();
    this.renamed.over();
  }

  private async next(): Promise<void> {
    const { at } = this;
    if (!at) return;
    try {
      if (this.found) return await this.write(at.path, this.found);
      const changes = await this.language.rename(at.place, this.field.value);
      if (this.at !== at || this.element.hidden) return; // something else was asked, or typed, meanwhile
      const others = [...changes.keys()].filter((path) => path !== at.path);
      if (others.length === 0) return await this.write(at.path, changes);
      this.tellOthers(at.path, others, changes);
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      this.told.textContent = [fault.message, fault.hint].filter(Boolean).join(" → ");
    }
  }

  /** Files are written only after somebody has read which. */
  private tellOthers(here: string, others: string[], changes: Map<string, TextEdit[]>): void {
    const typed = others.filter((path) => draftOf(path));
    if (typed.length > 0) {
      this.told.textContent = `It stands in ${typed.join(", ")}, too, where something is typed and not saved: save that first.`;
      return;
    }
    this.found = changes;
    const places = [here, ...others].filter((path) => changes.has(path)).map((path) => `${path} (${counted(changes.get(path)?.length ?? 0, "place")})`);
    this.told.textContent = `It stands in ${counted(places.length, "file")}: ${places.join(", ")}. All of them will be saved.`;
    this.submit.textContent = `Rename and save ${counted(places.length, "file")}`;
  }

  private async write(here: string, changes: Map<string, TextEdit[]>): Promise<void> {
    const others = [...changes.keys()].filter((path) => path !== here);
    const stored = await Promise.all(others.map((path) => get<Stored>(`/api/scenario?path=${encodeURIComponent(path)}`)));
    // Asked anew of what has been read now: a file that somebody changes from here on is not written over.
    const now = others.length > 0 ? await this.language.rename(this.at!.place, this.field.value) : changes;
    if (now.size !== changes.size || others.some((path) => !now.has(path))) return this.tellOthers(here, [...now.keys()].filter((path) => path !== here), now);
    if (this.element.hidden) return;
    this.hide();
    if (!(await this.renamed.here(now.get(here) ?? [], others.length > 0))) return;
    for (const { path, text, sha256 } of stored) await post("/api/save", { path, text: edited(text, now.get(path) ?? []), seen: sha256 });
    this.renamed.over();
  }
}
