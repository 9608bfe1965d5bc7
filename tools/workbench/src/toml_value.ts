/** Values as TOML writes them on one line: just enough to turn a number and put it back in its own shape. */

export interface Shape {
  kind: "number" | "duration" | "share" | "truth" | "word" | "other";
  number: number;
  unit: string; // of a duration, "min"; "%" of a share
  whole: boolean;
}

const quoted = /^"(.*)"$/s;
const amount = /^(-?\d+(?:[._]\d+)*(?:\.\d+)?(?:e[+-]?\d+)?)\s*(ms|s|min|h|d|w|wk|y|%)$/i;
const plain = /^[+-]?\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?$/i;

export function shapeOf(toml: string): Shape {
  const nothing = { number: Number.NaN, unit: "", whole: false };
  if (toml === "true" || toml === "false") return { ...nothing, kind: "truth" };
  if (plain.test(toml)) {
    const text = toml.replaceAll("_", "");
    return { kind: "number", number: Number(text), unit: "", whole: !/[.e]/i.test(text) };
  }
  const inner = quoted.exec(toml)?.[1];
  if (inner === undefined) return { ...nothing, kind: "other" };
  const found = amount.exec(inner);
  if (!found?.[1] || !found[2]) return { ...nothing, kind: "word" };
  return { kind: found[2] === "%" ? "share" : "duration", number: Number(found[1].replaceAll("_", "")), unit: found[2], whole: false };
}

/** The number in the shape of the value that it takes the place of. */
export function tomlOf(number: number, shape: Shape): string {
  const text = String(Number(number.toPrecision(6)));
  if (shape.kind === "duration" || shape.kind === "share") return `"${text} ${shape.unit}"`.replace(" %", " %");
  if (shape.whole) return String(Math.round(number));
  return /[.e]/.test(text) ? text : text + ".0";
}

/** A value as people read it: without quotes. */
export function shownToml(toml: string): string {
  return quoted.exec(toml)?.[1] ?? toml;
}
