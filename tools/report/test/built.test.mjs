// What the program carries is what these sources give.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const here = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);

test("the built files are those that the sources give", async () => {
  const folder = await mkdtemp(join(tmpdir(), "agrocap-built-"));
  try {
    await run(process.execPath, [here + "build.mjs", folder], { cwd: here });
    for (const name of ["report.js", "report.css", "land.json"])
      assert.ok((await readFile(join(folder, name))).equals(await readFile(`${here}built/${name}`)), `${name}: run npm run build`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("no time, chance or locale decides what is drawn", async () => {
  for (const name of ["bars", "chart", "figures", "flows", "lines", "main", "map", "palette", "picture", "points", "tables", "walk"]) {
    const text = await readFile(`${here}src/${name}.ts`, "utf8");
    for (const word of ["Date", "Math.random", "toLocale", "Intl.", "localeCompare", "fetch(", "XMLHttp"]) assert.ok(!text.includes(word), `${name}.ts: ${word}`);
  }
});
