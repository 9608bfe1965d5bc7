// What the program carries of a page is what its sources give.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Builds the page of the folder anew, elsewhere, and compares each of the files with the one that is kept. */
export async function builtAsKept(folder, names) {
  const anew = await mkdtemp(join(tmpdir(), "agrocap-built-"));
  try {
    await run(process.execPath, [folder + "build.mjs", anew], { cwd: folder });
    for (const name of names)
      assert.ok((await readFile(join(anew, name))).equals(await readFile(`${folder}built/${name}`)), `${name}: run npm run build`);
  } finally {
    await rm(anew, { recursive: true, force: true });
  }
}
