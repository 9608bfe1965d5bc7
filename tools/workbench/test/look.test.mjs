// For everybody: by keyboard alone, narrow and wide, light and dark, read aloud.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { afterEach, beforeEach, test } from "node:test";
import { ask, begin, choose, judged, over, picture, putCursor, turn, wide } from "./bench.mjs";
import { open, withBrowser } from "./server.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let bench;
beforeEach(async () => (bench = await begin()));
afterEach(() => bench.end());

test("by the keyboard alone: choose, turn a number, run, and leave the text", () =>
  withBrowser(wide, async (context) => {
    const page = await open(context, bench.server.url);
    await page.waitForFunction(() => document.activeElement?.id === "wb-scenario" && document.activeElement.options.length > 2);
    const focusIs = (what) => page.evaluate((wanted) => document.activeElement.matches(wanted) || document.activeElement.textContent === wanted, what);
    const tabTo = async (what) => {
      for (let i = 0; i < 30 && !(await focusIs(what)); ++i) await page.keyboard.press("Tab");
      assert.ok(await focusIs(what), `Tab comes to ${what}`);
    };
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction(() => location.search.includes("scenario="));
    await judged(page, ".good");
    await tabTo(".cm-content");
    await page.keyboard.press("Control+Home");
    for (let i = 0; i < 12; ++i) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Alt+m");
    await page.waitForSelector(".wb-knob");
    await page.waitForFunction(() => document.activeElement?.type === "range");
    await page.keyboard.press("ArrowRight");
    await page.waitForSelector(".wb-knob.is-set");
    await judged(page, ".good");
    await tabTo("button.primary");
    await page.keyboard.press("Enter");
    await over(page);
  }));

const looks = [
  { width: 1440, colorScheme: "light" },
  { width: 1440, colorScheme: "dark" },
  { width: 390, colorScheme: "light" },
  { width: 390, colorScheme: "dark" },
];

/** What axe finds serious, and what sticks out, at each width and in each scheme. */
async function looked(page, name) {
  await page.evaluate(axe);
  for (const { width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    // Charts are drawn anew a moment after the width has changed.
    await page.waitForFunction(() => [...document.querySelectorAll(".chart > *")].every((one) => one.getBoundingClientRect().width <= document.documentElement.clientWidth));
    await picture(page, `20-${name}-${width}-${colorScheme}`);
    const [scroll, client] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(scroll <= client, `${name}, ${width}: ${scroll} > ${client}`);
    const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], resultTypes: ["violations"] }));
    const serious = found.violations.filter((one) => ["serious", "critical"].includes(one.impact));
    assert.deepEqual(serious.map((one) => `${name}, ${width}, ${colorScheme}: ${one.id}: ${one.nodes[0].html}`), []);
  }
}

test("a comparison: nothing sticks out at 390 and 1440 px, and axe finds nothing serious, light and dark", () =>
  withBrowser(wide, async (context) => {
    const page = await open(context, bench.server.url);
    await choose(page, "plant.toml");
    await turn(page, "6");
    await ask(page, "Compare");
    await over(page);
    await looked(page, "compare");
  }));

test("a broken text with its messages, and one that completes: the same", () =>
  withBrowser(wide, async (context) => {
    const page = await open(context, bench.server.url);
    await choose(page, "plant.toml");
    await putCursor(page, '"paint');
    await page.keyboard.press("Backspace");
    await judged(page, ".bad");
    await page.waitForSelector(".wb-mend");
    await page.keyboard.press("Control+Space");
    await page.waitForSelector(".cm-tooltip-autocomplete");
    await looked(page, "broken");
  }));
