import { show, viewOf, type View } from "./address.js";
import { Fault, get, post, type Diagnostic, type Judgement, type Listed, type Stored } from "./api.js";
import { h, later } from "./dom.js";
import { draftOf, dropDraft, keepDraft } from "./draft.js";
import { Editor } from "./editor.js";
import { Knobs } from "./knobs.js";
import { Language, type Fix, type Position, type TextEdit } from "./language.js";
import { Library } from "./library.js";
import { Messages } from "./messages.js";
import type { Notice } from "./notice.js";
import { Renaming } from "./renaming.js";
import { TextMenu, type TextAction } from "./text_menu.js";

/** A scenario on the desk: its text, what is wrong with it, what is turned, and where it is kept. */
export class Desk {
  readonly library = new Library((path) => void this.open({ scenario: path, set: [], run: "" }, "new"));
  readonly knobs = new Knobs(() => this.changed());
  readonly messages = new Messages((one) => this.goTo(one), (fix) => this.mend(fix));
  private readonly language = new Language(() => this.file);
  readonly editor: Editor;
  judged?: Judgement;
  private readonly page = h("div", { class: "wb-editor" });
  private readonly state = h("span", { class: "wb-state" });
  private readonly saveButton = h("button", { type: "button", onclick: () => void this.save() }, "Save");
  private readonly markButton = h("button", { type: "button", title: "Alt+M in the text", onclick: () => void this.markNumber() }, "Turn the number at the cursor");
  private readonly actions: TextAction[] = [
    { name: "Rename what is named at the cursor", key: "F2", shown: "F2", run: () => void this.rename() },
    { name: "Go to where that is set up", key: "F12", shown: "F12, Ctrl+click", run: () => void this.follow(true) },
    { name: "Tidy up the whole text", key: "Shift-Alt-f", shown: "Shift+Alt+F", run: () => void this.tidy() },
  ];
  private readonly renaming = new Renaming(this.language, { here: (edits, save) => this.renamed(edits, save), over: () => void this.refresh().then(() => this.editor.focus()) });
  private readonly fileName = h("input", { type: "text", id: "wb-as", spellcheck: false, autocomplete: "off" });
  private readonly whatIf = h("form", { class: "wb-what-if", onsubmit: (event) => (event.preventDefault(), void this.saveWhatIf()) }, h("label", { for: "wb-as" }, "Keep these changes as"), this.fileName, h("button", {}, "Save what-if"));
  readonly text = h("section", { class: "wb-card", "aria-labelledby": "wb-h-text" }, h("h2", { id: "wb-h-text" }, "Text"), h("div", { class: "wb-bar" }, this.saveButton, this.markButton, new TextMenu(this.actions).element, this.state), this.renaming.element, this.page, this.messages.element);
  private readonly empty = h("p", { class: "note" }, "Nothing is marked yet: put the cursor on a number of the text and choose “Turn the number at the cursor”. Parameters of studies stand here by themselves.");
  readonly changes = h("section", { class: "wb-card", "aria-labelledby": "wb-h-set" }, h("h2", { id: "wb-h-set" }, "What if"), this.empty, this.knobs.element, this.whatIf);
  readonly intro = h("p", { class: "wb-intro" }, "Choose a scenario: its text, what can be turned in it and what can be asked of it will stand here.");
  private stored?: Stored;
  private seen = ""; // the SHA-256 of what was on the disk when the text on the desk was begun
  private run = "";
  private asked = 0;
  private fixable = ""; // the text that the fixes beside the messages mend
  private readonly judgeSoon = later(() => void this.judge(), 250);

  /** `onView`: called when another scenario, setting or run is to be seen; `onJudged`: when it is known what is wrong with it. */
  constructor(
    nonce: string,
    private readonly notice: Notice,
    private readonly onView: (view: View) => void,
    private readonly onJudged: (judged?: Judgement) => void,
  ) {
    const keys = [{ key: "Mod-s", run: () => void this.save() }, { key: "Alt-m", run: () => void this.markNumber() }, ...this.actions];
    this.editor = new Editor(this.page, this.language, { nonce, keys, onChange: () => this.edited(), onFollow: () => void this.follow(false) });
    addEventListener("popstate", () => void this.open(viewOf(location.search), "same"));
    this.draw();
  }

  get view(): View {
    return { scenario: this.stored?.path ?? "", set: this.knobs.set, run: this.run };
  }

  /** The file on the desk, with its text where that is not what the disk has. */
  private get file(): { path: string; text?: string } | undefined {
    if (!this.stored) return undefined;
    const { path } = this.stored;
    return this.isEdited() ? { path, text: this.editor.text } : { path };
  }

  /** What is asked of the server about what is on the desk. */
  get question(): { path: string; text?: string; set: string[] } {
    return { ...(this.file ?? { path: "" }), set: this.knobs.set };
  }

  isEdited(): boolean {
    return this.stored !== undefined && this.editor.text !== this.stored.text;
  }

  async list(): Promise<void> {
    const { scenarios } = await get<{ scenarios: Listed[] }>("/api/scenarios");
    this.library.fill(scenarios, this.stored?.path ?? "");
  }

  /** Asks anew what may have gone unanswered. */
  async refresh(): Promise<void> {
    try {
      await this.list();
      await this.judge();
    } catch (fault) {
      this.notice.tell(fault);
    }
  }

  /** Shows what an address says. */
  async open(view: View, step: "new" | "same"): Promise<void> {
    try {
      if (view.scenario && view.scenario !== this.stored?.path) await this.load(view.scenario);
      this.knobs.set = view.set;
      this.run = view.run;
      show(view, step);
      this.library.choose(view.scenario);
      this.draw();
      this.onView(view);
      await this.judge();
    } catch (fault) {
      this.library.choose(this.stored?.path ?? "");
      this.notice.tell(fault);
    }
  }

  showRun(run: string): void {
    if (run === this.run) return;
    this.run = run;
    show(this.view, "new");
    this.onView(this.view);
  }

  private async load(path: string): Promise<void> {
    const stored = await get<Stored>(`/api/scenario?path=${encodeURIComponent(path)}`);
    this.stored = stored;
    this.knobs.forget();
    this.notice.close();
    const draft = draftOf(path);
    this.seen = draft?.seen ?? stored.sha256;
    this.editor.open(stored.text, draft?.text ?? stored.text);
    this.fileName.value = path.replace(/\.toml$/, "-what-if.toml");
  }

  private edited(): void {
    const { stored } = this;
    if (!stored) return;
    if (this.isEdited()) keepDraft(stored.path, { text: this.editor.text, seen: this.seen });
    else this.forget(stored);
    this.renaming.textChanged(this.editor.text);
    ++this.asked; // what is under way is of what was there before
    this.messages.wait();
    this.draw();
    this.judgeSoon();
  }

  private changed(): void {
    show(this.view, "same");
    ++this.asked; // what is under way is of what was there before
    this.messages.wait();
    this.draw();
    this.judgeSoon();
  }

  private async judge(): Promise<void> {
    if (!this.stored) return;
    const number = ++this.asked;
    this.messages.wait();
    try {
      const judged = await post<Judgement>("/api/validate", this.question);
      if (number !== this.asked) return; // a later question is on its way
      this.judged = judged;
      this.onJudged(judged);
      this.messages.show(judged);
      this.editor.mark(this.stored.path, judged.diagnostics);
      if (judged.errors === 0 || judged.parameters.length > 0) this.knobs.show(await this.unchanged(judged));
      this.draw();
      document.title = `${judged.name} – agrocap`;
      await this.offerFixes(judged, number);
      if (judged.errors === 0) await this.hint(number); // of a broken text the last hints stay
    } catch (fault) {
      this.notice.tell(fault);
    }
  }

  /** The parameters with what the scenario itself says, so that a change can be undone. */
  private async unchanged(judged: Judgement): Promise<Judgement["parameters"]> {
    if (this.knobs.set.length === 0 || judged.parameters.length === 0) return judged.parameters;
    return (await post<Judgement>("/api/validate", { ...this.question, set: [] })).parameters;
  }

  private async offerFixes(judged: Judgement, number: number): Promise<void> {
    const fixes = await this.language.fixes(judged.diagnostics.filter((one) => one.data.file === this.stored?.path && one.data.line !== null));
    if (number !== this.asked || fixes.length === 0) return;
    this.messages.show(judged, fixes);
    this.fixable = this.editor.text;
  }

  private async hint(number: number): Promise<void> {
    const hints = await this.language.hints(this.editor.lines);
    if (number === this.asked) this.editor.hint(hints);
  }

  private async rename(): Promise<void> {
    if (!this.stored) return;
    const { path } = this.stored;
    if (await this.renaming.ask(this.editor.position, path, this.editor.text)) return;
    this.notice.say("Nothing that has a name of its own stands at the cursor.", "Put it on the id of a plant, a line, a station, an item, a market …");
  }

  private async renamed(edits: TextEdit[], save: boolean): Promise<boolean> {
    this.editor.reshape(edits);
    if (save) await this.save();
    return !save || !this.isEdited();
  }

  /** `isAsked`: somebody wants to know when there is nothing to go to, too. */
  private async follow(isAsked: boolean): Promise<void> {
    const found = await this.language.definition(this.editor.position);
    if (found && (found.path.endsWith(".toml") || found.path === this.stored?.path)) return this.goToPlace(found.path, found.range.start);
    if (isAsked) this.notice.say("What stands at the cursor is set up nowhere else.", "Put it on the name of a plant, a line, a station, an item, a market, or of a file that is extended.");
  }

  private async tidy(): Promise<void> {
    const { text } = this.editor;
    const edits = await this.language.tidied();
    if (this.editor.text === text) this.editor.reshape(edits);
    this.editor.focus();
  }

  private mend(fix: Fix): void {
    if (this.editor.text === this.fixable) this.editor.apply(fix.edits);
  }

  private goTo({ data, range }: Diagnostic): void {
    if (data.file.endsWith(".toml") || data.file === this.stored?.path) this.goToPlace(data.file, range.start);
  }

  private goToPlace(path: string, place: Position): void {
    if (path === this.stored?.path) return this.editor.go(place);
    void this.open({ scenario: path, set: [], run: "" }, "new").then(() => this.editor.go(place));
  }

  private async markNumber(): Promise<void> {
    if (!this.stored) return;
    try {
      const found = await post<{ path: string; now: string }>("/api/number", { ...this.question, set: [], ...this.editor.place() });
      this.knobs.mark(found.path, found.now);
      this.draw();
    } catch (fault) {
      this.notice.tell(fault);
    }
  }

  /** The text on the desk is what the disk has. */
  private forget(stored: Stored): void {
    dropDraft(stored.path);
    this.seen = stored.sha256;
  }

  private async save(): Promise<void> {
    if (!this.stored || !this.isEdited()) return;
    try {
      const { path } = this.stored;
      this.stored = await post<Stored>("/api/save", { path, text: this.editor.text, seen: this.seen });
      this.editor.saved(this.stored.text);
      this.forget(this.stored);
      this.notice.close();
      this.draw();
      await this.list();
    } catch (fault) {
      if (fault instanceof Fault && fault.reason === "changed") this.tellConflict(fault);
      else this.notice.tell(fault);
    }
  }

  /** Somebody else has saved the file meanwhile: nothing is written over, and both ways on stand here. */
  private tellConflict(fault: Fault): void {
    const path = this.stored?.path ?? "";
    const name = h("input", { type: "text", value: path.replace(/\.toml$/, "-mine.toml"), "aria-label": "Another name", spellcheck: false, autocomplete: "off" });
    const keep = h("form", { class: "wb-what-if", onsubmit: (event) => (event.preventDefault(), void this.saveAs(path, name.value)) }, name, h("button", {}, "Save under this name"));
    const anew = h("button", { type: "button", onclick: () => void this.openAnew(path) }, "Open it anew, without what is typed here");
    this.notice.say(fault.message, "", keep, anew);
  }

  private async saveAs(path: string, name: string): Promise<void> {
    try {
      const stored = await post<Stored>("/api/save", { path: name, text: this.editor.text });
      dropDraft(path);
      this.notice.close();
      await this.list();
      await this.open({ scenario: stored.path, set: this.knobs.set, run: "" }, "new");
    } catch (fault) {
      this.notice.tell(fault);
    }
  }

  private async openAnew(path: string): Promise<void> {
    dropDraft(path);
    this.stored = undefined;
    await this.open({ ...this.view, scenario: path }, "same");
  }

  private async saveWhatIf(): Promise<void> {
    try {
      const stored = await post<Stored>("/api/what-if", { ...this.question, as: this.fileName.value });
      await this.list();
      await this.open({ scenario: stored.path, set: [], run: "" }, "new");
    } catch (fault) {
      this.notice.tell(fault);
      if (fault instanceof Fault && fault.reason === "exists") this.fileName.select();
    }
  }

  private draw(): void {
    const isOpen = this.stored !== undefined;
    this.text.hidden = this.changes.hidden = !isOpen;
    this.intro.hidden = isOpen;
    this.saveButton.disabled = !this.isEdited();
    this.state.textContent = !isOpen ? "" : this.isEdited() ? "edited, not saved" : "as on the disk";
    this.whatIf.hidden = this.knobs.set.length === 0;
    this.empty.hidden = this.knobs.element.childElementCount > 0;
  }
}
