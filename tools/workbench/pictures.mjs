// Takes the pictures of docs/pictures anew: the workbench on the reference case as a browser shows it.
//
//   AGROCAP=build/release/agrocap node tools/workbench/pictures.mjs [FOLDER]      # to look at first; else docs/pictures itself
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ask, choose, judged, over } from "./test/bench.mjs";
import { open, serve, withBrowser } from "./test/server.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const out = process.argv[2] ?? join(root, "docs/pictures");
mkdirSync(out, { recursive: true });
const server = await serve(join(root, "scenarios"), "--port", "0");
const take = (page, name) => page.screenshot({ path: join(out, `${name}.png`) });

/** The reference case on the desk. */
async function desk(context) {
  const page = await open(context, server.url);
  await choose(page, "cases/kazakhstan-2023.toml");
  return page;
}

/** Puts the cursor on a word of the text; lines may be broken, so it is not counted to. */
async function putOn(page, line, word) {
  const found = page.locator(".cm-line", { hasText: line }).first().locator("span", { hasText: word }).first();
  await found.scrollIntoViewIfNeeded();
  await found.click();
}

await withBrowser({ viewport: { width: 1440, height: 1000 } }, async (context) => {
  const page = await desk(context);
  await putOn(page, "overflow =", "21 d");
  await page.keyboard.press("Alt+m");
  await page.locator(".wb-knob input[type=number]").fill("35");
  await page.keyboard.press("Enter");
  await judged(page, ".good");
  await ask(page, "Run");
  await over(page);
  await take(page, "workbench-run");
});
await withBrowser({ viewport: { width: 800, height: 760 } }, async (context) => {
  const page = await desk(context);
  await putOn(page, 'metric = "nominal.total"', "nominal.total");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Backspace");
  await judged(page, ".bad");
  await page.waitForSelector(".wb-mend");
  await take(page, "workbench-mend");
});
await server.end();
