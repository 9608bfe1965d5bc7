// What the program carries is what these sources give.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { builtAsKept } from "../built_as_kept.mjs";

const here = fileURLToPath(new URL("..", import.meta.url));

test("the built files are those that the sources give", () => builtAsKept(here, ["report.js", "report.css", "land.json"]));

test("no time, chance or locale decides what is drawn", async () => {
  for (const name of ["bars", "chart", "figures", "flows", "lines", "main", "map", "palette", "picture", "points", "tables", "walk"]) {
    const text = await readFile(`${here}src/${name}.ts`, "utf8");
    for (const word of ["Date", "Math.random", "toLocale", "Intl.", "localeCompare", "fetch(", "XMLHttp"]) assert.ok(!text.includes(word), `${name}.ts: ${word}`);
  }
});
