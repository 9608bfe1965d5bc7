// Takes the pictures of docs/pictures anew: the report of the reference case as a browser shows it.
//
//   AGROCAP=build/release/agrocap node tools/report/pictures.mjs [FOLDER]      # to look at first; else docs/pictures itself
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { open, withBrowser } from "./test/browser.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const out = process.argv[2] ?? join(root, "docs/pictures");
const folder = mkdtempSync(join(tmpdir(), "agrocap-pictures-"));
const html = join(folder, "kazakhstan-2023.html");
mkdirSync(out, { recursive: true });
execFileSync(process.env.AGROCAP, ["run", "scenarios/cases/kazakhstan-2023.toml", "--quiet", "--html", html], { cwd: root });

/** Of the whole window, or of one part of the page. */
const pictures = [
  { name: "report-top", viewport: { width: 1200, height: 860 } },
  { name: "report-months", viewport: { width: 900, height: 900 }, part: "#over-time" },
  { name: "report-map", viewport: { width: 900, height: 900 }, part: "#map" },
  { name: "report-states-dark", viewport: { width: 900, height: 900 }, part: "#time", colorScheme: "dark" },
  { name: "report-narrow", viewport: { width: 390, height: 800 } },
];
for (const { name, part, ...options } of pictures)
  await withBrowser(options, async (context) => {
    const { page } = await open(context, html);
    const path = join(out, `${name}.png`);
    if (!part) return void (await page.screenshot({ path }));
    const { x, y, width, height } = await page.locator(part).boundingBox();
    const margin = 14;
    await page.screenshot({ path, fullPage: true, clip: { x: x - margin, y: y - margin, width: width + 2 * margin, height: height + margin } });
  });
rmSync(folder, { recursive: true });
