// What the language server does with a whole text, by keys and by the menu: names, places, form, and hints behind lines.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { begin, button, choose, judged, picture, plant, putCursor, wide } from "./bench.mjs";
import { open, withBrowser } from "./server.mjs";

let bench;
beforeEach(async () => (bench = await begin()));
afterEach(() => bench.end());

/** The text without what stands behind lines. */
const textOf = (page) => page.evaluate(() => [...document.querySelectorAll(".cm-line")].map((line) => [...line.childNodes].filter((one) => !one.classList?.contains("wb-hint")).map((one) => one.textContent).join("")).join("\n"));
const state = (page) => page.locator(".wb-state").first().textContent();
const fromMenu = async (page, name) => {
  await page.locator(".wb-menu summary").click();
  await page.locator(".wb-menu-list button", { hasText: name }).click();
};
const told = (page, text) => page.locator(".wb-told", { hasText: text }).waitFor();
const cursorLine = (page) => page.evaluate(() => document.querySelector(".cm-activeLine").firstChild.textContent);

test("each line has its nominal capacity and its slowest station behind it, also while the text is broken", () =>
  withBrowser(wide, async (context) => {
    const page = await open(context, bench.server.url);
    await choose(page, "plant.toml");
    const hint = (text) => page.locator(".cm-line", { hasText: "[plant.works.line.main]" }).locator(".wb-hint", { hasText: text });
    // A unit each 50 min around the clock: 365 d × 24 h × 60 min / 50 min.
    await hint("≈ 10 512 a year, press").waitFor();
    await picture(page, "15-hints");
    await putCursor(page, 'mean = "5');
    await page.keyboard.press("Backspace");
    await page.keyboard.type("6");
    await hint("≈ 8 760 a year, press").waitFor();
    await putCursor(page, '"paint"');
    await page.keyboard.press("Backspace");
    await judged(page, ".bad");
    assert.equal(await hint("").textContent(), "≈ 8 760 a year, press");
    assert.doesNotMatch(await textOf(page), /a year/, "what is saved has no hints");
  }));

test("a name is changed wherever it stands in the file, by F2, as one step that is undone", () =>
  withBrowser(wide, async (context) => {
    const page = await open(context, bench.server.url);
    await choose(page, "plant.toml");
    await putCursor(page, '"pai');
    await page.keyboard.press("F2");
    const field = page.locator("#wb-new-name");
    await field.waitFor();
    assert.equal(await field.inputValue(), "paint");

    // What cannot be is refused with its reason, and nothing is changed.
    await page.keyboard.type("press");
    await page.keyboard.press("Enter");
    await told(page, 'there is a station called "press" already');
    await picture(page, "16-rename-refused");
    await field.fill("Lack");
    await page.keyboard.press("Enter");
    await told(page, "not an id");
    await page.keyboard.press("Escape");
    assert.ok(await page.locator(".wb-rename").isHidden());
    assert.equal(await state(page), "as on the disk");

    await putCursor(page, '"pai');
    await page.keyboard.press("F2");
    await field.waitFor();
    await page.keyboard.type("lack");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector(".wb-state").textContent === "edited, not saved");
    await judged(page, ".good");
    assert.equal(await textOf(page), plant.replaceAll("paint", "lack"));
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+z");
    assert.equal(await textOf(page), plant);

    // Where nothing has a name, that is said.
    await putCursor(page, "replications");
    await page.keyboard.press("F2");
    await page.locator(".wb-notice", { hasText: "Nothing that has a name of its own" }).waitFor();
  }));

test("a name that other files have, too, is changed in all of them, after they were named", () =>
  withBrowser(wide, async (context) => {
    const third = '# Үш\nextends = "../plant.toml"\nplant.works.line.main.station.paint.buffer = 4\n';
    await bench.write("жоба/үш.toml", third);
    const page = await open(context, bench.server.url);
    await choose(page, "plant.toml");
    await putCursor(page, '"pai');
    await fromMenu(page, "Rename what is named at the cursor");
    await page.locator("#wb-new-name").fill("lack");
    await button(page, "Rename").click();
    await told(page, "It stands in 2 files: plant.toml (4 places), жоба/үш.toml (1 place). All of them will be saved.");
    assert.equal(await bench.read("жоба/үш.toml"), third, "nothing is written yet");
    await picture(page, "17-rename-family");
    await button(page, "Rename and save 2 files").click();
    await page.waitForFunction(() => document.querySelector(".wb-rename").hidden);
    await judged(page, ".good");
    await page.waitForFunction(async () => (await (await fetch("/api/scenario?path=" + encodeURIComponent("жоба/үш.toml"))).json()).text.includes("lack"));
    assert.equal(await bench.read("plant.toml"), plant.replaceAll("paint", "lack"));
    assert.equal(await bench.read("жоба/үш.toml"), third.replace("paint", "lack"));
    assert.equal(await state(page), "as on the disk");
    await choose(page, "жоба/үш.toml");
    await judged(page, ".good");
  }));

test("what is typed in another file and not saved is not renamed over", () =>
  withBrowser(wide, async (context) => {
    await bench.write("child.toml", 'extends = "plant.toml"\nplant.works.line.main.station.paint.buffer = 4\n');
    const page = await open(context, bench.server.url);
    await choose(page, "child.toml");
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("# mine");
    await judged(page, ".good");
    await choose(page, "plant.toml");
    await putCursor(page, '"pai');
    await page.keyboard.press("F2");
    await page.locator("#wb-new-name").fill("lack");
    await page.keyboard.press("Enter");
    await told(page, "child.toml, too, where something is typed and not saved");
    assert.equal(await bench.read("plant.toml"), plant);
  }));

test("a name leads to where it is set up, in the file and in the one that it extends, by F12 and by a click", () =>
  withBrowser(wide, async (context) => {
    await bench.write("child.toml", 'extends = "plant.toml"\n[plant.works.line.main.station]\npaint.buffer = 4\n');
    const page = await open(context, bench.server.url);
    await choose(page, "plant.toml");
    await putCursor(page, '"pai');
    await page.keyboard.press("F12");
    await page.waitForFunction(() => document.querySelector(".cm-activeLine").textContent.startsWith("paint.time"));

    await choose(page, "child.toml");
    await putCursor(page, "[plant.wor");
    await page.keyboard.press("F12");
    await page.waitForFunction(() => document.querySelector("#wb-scenario").value === "plant.toml");
    await page.waitForFunction(() => document.querySelector(".cm-activeLine")?.textContent.startsWith("[plant.works.line.main]"));
    await page.goBack();
    await page.waitForFunction(() => document.querySelector("#wb-scenario").value === "child.toml");

    // The name of a file leads to the file; a click with Ctrl does what F12 does.
    await judged(page, ".good");
    await page.locator(".cm-line", { hasText: "extends" }).getByText('"plant.toml"').click({ modifiers: ["Control"] });
    await page.waitForFunction(() => document.querySelector("#wb-scenario").value === "plant.toml");
    await judged(page, ".good");
    await putCursor(page, "replications");
    await fromMenu(page, "Go to where that is set up");
    await page.locator(".wb-notice", { hasText: "is set up nowhere else" }).waitFor();
  }));

test("the text is tidied up, with its comments and its meaning, and the cursor stays on its line", () =>
  withBrowser(wide, async (context) => {
    const untidy = plant.replace("paint.buffer = 2", "paint.buffer   =2   # as agreed").replace("[target.enough]", "\n\n\n[target.enough]");
    await bench.write("untidy.toml", untidy);
    const page = await open(context, bench.server.url);
    await choose(page, "untidy.toml");
    await putCursor(page, "paint.buffer");
    await page.keyboard.press("Shift+Alt+f");
    await page.waitForFunction(() => document.querySelector(".wb-state").textContent === "edited, not saved");
    await judged(page, ".good");
    const tidy = await textOf(page);
    assert.match(tidy, /^paint\.buffer +=\s2 +# as agreed$/m);
    assert.doesNotMatch(tidy, /\n\n\n/);
    assert.match(await cursorLine(page), /^paint/);
    // By the menu, of what is tidy already: nothing happens.
    await fromMenu(page, "Tidy up the whole text");
    await page.waitForFunction(() => document.activeElement.classList.contains("cm-content"));
    assert.equal(await textOf(page), tidy);
    await page.keyboard.press("Control+z");
    assert.equal(await textOf(page), untidy);
  }));

test("the menu opens, is walked and closes by the keyboard, and says which key does the same", () =>
  withBrowser(wide, async (context) => {
    const page = await open(context, bench.server.url);
    await choose(page, "plant.toml");
    await page.locator(".wb-menu summary").focus();
    await page.keyboard.press("Enter");
    assert.deepEqual(await page.locator(".wb-menu-list kbd").allTextContents(), ["F2", "F12, Ctrl+click", "Shift+Alt+F"]);
    await picture(page, "18-menu");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.textContent.startsWith("Rename")));
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".wb-menu").getAttribute("open"), null);
    assert.ok(await page.evaluate(() => document.activeElement.tagName === "SUMMARY"));
    await page.keyboard.press("Enter");
    await page.locator(".wb-verdict").click();
    assert.equal(await page.locator(".wb-menu").getAttribute("open"), null, "a click elsewhere closes it");
  }));
