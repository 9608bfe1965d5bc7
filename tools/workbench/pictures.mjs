// Takes the pictures of docs/pictures anew: the workbench on the reference case as a browser shows it.
//
//   AGROCAP=build/release/agrocap node tools/workbench/pictures.mjs [FOLDER]      # to look at first; else docs/pictures itself
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ask, choose, judged, over, putCursor } from "./test/bench.mjs";
import { open, serve, withBrowser } from "./test/server.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const out = process.argv[2] ?? join(root, "docs/pictures");
mkdirSync(out, { recursive: true });
const server = await serve(join(root, "scenarios"), "--port", "0");
const take = (page, name) => page.screenshot({ path: join(out, `${name}.png`) });

/** The reference case on the desk, with a number marked to be turned. */
async function desk(context) {
  const page = await open(context, server.url);
  await choose(page, "cases/kazakhstan-2023.toml");
  return page;
}

await withBrowser({ viewport: { width: 1440, height: 900 } }, async (context) => {
  const page = await desk(context);
  await ask(page, "Run");
  await page.waitForFunction(() => document.querySelector(".wb-figure .value")?.textContent?.includes("±"));
  await over(page);
  await take(page, "workbench-run");
});
await withBrowser({ viewport: { width: 1000, height: 760 } }, async (context) => {
  const page = await desk(context);
  await putCursor(page, "horizon");
  await page.keyboard.press("Backspace");
  await judged(page, ".bad");
  await page.waitForSelector(".wb-mend");
  await take(page, "workbench-mend");
});
await withBrowser({ viewport: { width: 390, height: 800 }, colorScheme: "dark" }, async (context) => {
  const page = await desk(context);
  await ask(page, "Explain");
  await over(page);
  await page.locator(".wb-run").scrollIntoViewIfNeeded();
  await take(page, "workbench-narrow");
});
await server.end();
