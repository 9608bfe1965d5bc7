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
    for (const name of ["workbench.html", "workbench.js", "workbench.css"])
      assert.ok((await readFile(join(folder, name))).equals(await readFile(`${here}built/${name}`)), `${name}: run npm run build`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
