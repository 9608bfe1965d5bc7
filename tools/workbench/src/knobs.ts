import type { Parameter } from "./api.js";
import { h } from "./dom.js";
import { shapeOf, shownToml, tomlOf, type Shape } from "./toml_value.js";

/** "PATH=VALUE" taken apart; the value is TOML. */
export function settingOf(option: string): [path: string, value: string] {
  const at = option.indexOf("=");
  return [option.slice(0, at), option.slice(at + 1)];
}

/** The last parts of a path say what it is, the first where it is. */
function namesOf(path: string): [what: string, where: string] {
  const parts = path.split(".");
  const last = Math.max(1, parts.length - 1);
  return [parts.slice(last).join("."), parts.slice(0, last).filter((part) => !["plant", "line", "station"].includes(part)).join(" › ")];
}

const toStep = (span: number): number => 10 ** Math.floor(Math.log10(span / 40));

/** From where to where a number is turned: the range of its study, the span of its values, or half of it to double. */
function boundsOf(parameter: Parameter, shape: Shape): { min: number; max: number; step: number | "any" } {
  const listed = parameter.values.map((value) => shapeOf(value).number).filter((number) => !Number.isNaN(number));
  const at = Number.isNaN(shape.number) ? 1 : shape.number;
  let [min, max] = parameter.range ?? (listed.length > 0 ? [Math.min(...listed, at), Math.max(...listed, at)] : [Math.min(at / 2, at * 2), Math.max(at / 2, at * 2)]);
  if (min === max) [min, max] = [min - 1, max + 1];
  if (shape.whole) return { min: Math.floor(min), max: Math.ceil(max), step: 1 };
  return { min, max, step: toStep(max - min) };
}

type Change = (path: string, value: string | undefined) => void;

/** What turns one parameter: a switch, a slider with a field beside it, or a choice. */
function controlOf(parameter: Parameter, value: string, id: string, change: Change): HTMLElement {
  const told = parameter.now ?? parameter.values[0] ?? "0";
  const shape = shapeOf(told);
  if (shape.kind === "truth")
    return h("input", { type: "checkbox", role: "switch", id, ...(value === "true" ? { checked: true } : {}), onchange: (event) => change(parameter.path, String((event.target as HTMLInputElement).checked)) });
  const isListed = parameter.values.length > 0 && !parameter.range;
  const numbers = parameter.values.every((one) => !Number.isNaN(shapeOf(one).number));
  if (isListed && !numbers) {
    const choices = [...new Set([...(parameter.now === null ? [] : [parameter.now]), ...parameter.values])];
    const select = h("select", { id, onchange: () => change(parameter.path, select.value) }, ...choices.map((one) => h("option", { value: one, selected: one === value }, shownToml(one))));
    return select;
  }
  if (Number.isNaN(shape.number)) {
    const field: HTMLInputElement = h("input", { id, type: "text", value: shownToml(value), onchange: () => change(parameter.path, shape.kind === "word" ? JSON.stringify(field.value) : field.value) });
    return field;
  }
  const bounds = boundsOf(parameter, shape);
  const number = shapeOf(value).number;
  const slider: HTMLInputElement = h("input", { id, type: "range", ...bounds, value: number });
  const field: HTMLInputElement = h("input", { type: "number", step: "any", value: number, "aria-label": `${parameter.path}, exactly` });
  slider.addEventListener("input", () => (field.value = slider.value));
  slider.addEventListener("change", () => change(parameter.path, tomlOf(slider.valueAsNumber, shape)));
  field.addEventListener("change", () => {
    if (Number.isNaN(field.valueAsNumber)) return;
    slider.value = field.value;
    change(parameter.path, tomlOf(field.valueAsNumber, shape));
  });
  return h("span", { class: "wb-turn" }, slider, field, h("span", { class: "unit" }, shape.unit));
}

export class Knobs {
  readonly element = h("div", { class: "wb-knobs" });
  private parameters: Parameter[] = [];
  private marked: Parameter[] = [];
  private values = new Map<string, string>();
  private drawn = "";

  constructor(private readonly onChange: () => void) {}

  /** What is set over the scenario, as `--set` takes it. */
  get set(): string[] {
    return [...this.values].map(([path, value]) => `${path}=${value}`);
  }
  set set(options: string[]) {
    this.values = new Map(options.map(settingOf));
    this.draw();
  }

  show(parameters: Parameter[]): void {
    const seen = new Set<string>();
    this.parameters = parameters.filter((one) => !seen.has(one.path) && seen.add(one.path));
    this.draw();
  }

  /** A number that somebody wants to turn. */
  mark(path: string, now: string): void {
    if (![...this.parameters, ...this.marked].some((one) => one.path === path)) this.marked.push({ path, now, values: [] });
    this.draw();
    this.focus(path);
  }

  forget(): void {
    this.marked = [];
    this.values.clear();
    this.parameters = [];
    this.draw();
  }

  private all(): Parameter[] {
    const known = [...this.parameters, ...this.marked];
    const paths = new Set(known.map((one) => one.path));
    // What an address sets may be neither of a study nor marked here.
    const others = [...this.values].filter(([path]) => !paths.has(path)).map(([path, value]) => ({ path, now: value, values: [] }));
    return [...known, ...others];
  }

  private change(path: string, value: string | undefined): void {
    const known = this.all().find((one) => one.path === path);
    if (value === undefined || value === known?.now) this.values.delete(path);
    else this.values.set(path, value);
    this.draw();
    if (value === undefined) this.focus(path); // the button that was pressed is gone
    this.onChange();
  }

  /** Draws what has changed: whoever drags a slider, or types a number, keeps it. */
  private draw(): void {
    const all = this.all();
    const now = JSON.stringify([all, [...this.values]]);
    if (now === this.drawn) return;
    this.drawn = now;
    const held = document.activeElement;
    const path = this.element.contains(held) ? held?.closest<HTMLElement>("[data-path]")?.dataset["path"] : undefined;
    const which = held instanceof HTMLInputElement ? `input[type=${held.type}]` : "select";
    this.element.replaceChildren(...all.map((parameter, number) => this.row(parameter, `wb-knob-${number}`)));
    if (path !== undefined) this.focus(path, which);
  }

  private focus(path: string, which = ":is(input, select)"): void {
    this.element.querySelector<HTMLElement>(`[data-path=${JSON.stringify(path)}] ${which}`)?.focus();
  }

  private row(parameter: Parameter, id: string): HTMLElement {
    const set = this.values.get(parameter.path);
    const [what, where] = namesOf(parameter.path);
    const value = set ?? parameter.now ?? parameter.values[0] ?? "0";
    const was = parameter.now === null ? "by default" : `was ${shownToml(parameter.now)}`;
    return h(
      "div",
      { class: set === undefined ? "wb-knob" : "wb-knob is-set", "data-path": parameter.path },
      h("label", { for: id, title: parameter.path }, h("b", {}, what), " ", h("span", { class: "where" }, where)),
      controlOf(parameter, value, id, (path, now) => this.change(path, now)),
      set === undefined ? undefined : h("button", { type: "button", class: "quiet", "aria-label": `Undo the change of ${parameter.path}`, onclick: () => this.change(parameter.path, undefined) }, `undo (${was})`),
    );
  }
}
