// Help at the cursor: what the language server says, in the page's editor.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { begin, choose, judged, picture, putCursor, wide } from "./bench.mjs";
import { open, withBrowser } from "./server.mjs";

let bench;
beforeEach(async () => (bench = await begin()));
afterEach(() => bench.end());

const lines = (page) => page.evaluate(() => [...document.querySelectorAll(".cm-line")].map((one) => one.textContent));
/** Takes a proposal. The editor disregards keys for a moment after a list has opened, for the sake of those who just go on typing. */
const take = async (page, label) => {
  await page.locator(".cm-tooltip-autocomplete li[aria-selected]", { hasText: label }).waitFor();
  await page.waitForTimeout(150);
  await page.keyboard.press("Enter");
};

test("keys, stations and whole tables are proposed while one types", () =>
  withBrowser(wide, async (context) => {
    const page = await open(context, bench.server.url);
    await choose(page, "plant.toml");

    // An id of this line: the station that the route lacks.
    await putCursor(page, '"paint');
    for (let i = 0; i < 5; ++i) await page.keyboard.press("Backspace");
    await page.keyboard.type("pa");
    await page.locator(".cm-tooltip-autocomplete li", { hasText: "paint" }).waitFor();
    await picture(page, "13-proposals");
    await take(page, "paint");
    assert.equal((await lines(page))[8], 'route = ["press", "paint"]');

    // A key, as a snippet whose place is filled in.
    await putCursor(page, "paint.buffer = 2");
    await page.keyboard.type("\npaint.serv");
    await take(page, "servers");
    await page.keyboard.type("3");
    assert.equal((await lines(page))[13], "paint.servers = 3");
    await judged(page, ".good");
  }));

test("help says what a key means, what holds, and what a planner wrote beside it, as text", () =>
  withBrowser(wide, async (context) => {
    await bench.write("notes.toml", (await bench.read("plant.toml")).replace("replications = 8", "# <img src=x onerror=alert(1)> as agreed\nreplications = 8"));
    const page = await open(context, bench.server.url);
    await choose(page, "notes.toml");
    await page.locator(".cm-line", { hasText: "replications" }).locator("span").first().hover();
    await page.waitForSelector(".cm-tooltip .wb-help");
    const help = page.locator(".cm-tooltip .wb-help");
    assert.match(await help.textContent(), /replications.*in effect: 8, set in notes\.toml:6.*<img src=x onerror=alert\(1\)> as agreed/s);
    assert.equal(await help.locator("img").count(), 0);
    await picture(page, "14-help");
  }));

test("what the server can mend is mended by a button", () =>
  withBrowser(wide, async (context) => {
    const page = await open(context, bench.server.url);
    await choose(page, "plant.toml");
    await putCursor(page, "paint.buffer");
    await page.keyboard.press("Backspace");
    await judged(page, ".bad");
    await page.locator(".wb-mend").first().click();
    await judged(page, ".good");
    assert.equal((await lines(page))[12], "paint.buffer = 2");
  }));

test("ends of lines stay as they were, and another file is not undone into", () =>
  withBrowser(wide, async (context) => {
    const plant = await bench.read("plant.toml");
    await bench.write("windows.toml", plant.replaceAll("\n", "\r\n"));
    const page = await open(context, bench.server.url);
    await choose(page, "plant.toml");
    await choose(page, "windows.toml");
    assert.equal(await page.locator(".wb-state").first().textContent(), "as on the disk");
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+z");
    assert.equal(await page.locator(".wb-state").first().textContent(), "as on the disk");
    await page.keyboard.press("Control+End");
    await page.keyboard.type("# eins\n# zwei");
    await page.keyboard.press("Control+s");
    await page.waitForFunction(() => document.querySelector(".wb-state").textContent === "as on the disk");
    assert.equal(await bench.read("windows.toml"), `${plant}# eins\n# zwei`.replaceAll("\n", "\r\n"));
  }));
