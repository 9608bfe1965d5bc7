// The workbench as people have it: in a browser, with the real server and real runs. AGROCAP names the program; AGROCAP_PICTURES a folder
// for a picture of each state.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { afterEach, beforeEach, test } from "node:test";
import { promisify } from "node:util";
import { ask, begin, button, choose, digestOf, judged, over, picture, plant, putCursor, resultOf, turn, wide } from "./bench.mjs";
import { open, withBrowser } from "./server.mjs";

let bench;
beforeEach(async () => (bench = await begin()));
afterEach(() => bench.end());

test("from a wrong edit to a run whose digest the command line has, too", () =>
  withBrowser(wide, async (context) => {
    const page = await open(context, bench.server.url);
    await page.waitForSelector("#wb-scenario option:nth-child(2)", { state: "attached" });
    assert.ok(!page.url().includes("token"), "the token is taken out of the address");
    await picture(page, "01-empty");
    await choose(page, "plant.toml");
    assert.match(await page.locator(".wb-verdict").textContent(), /no errors/);
    await picture(page, "02-chosen");

    // Edited wrongly: the mark is where it belongs, the message says so, and nothing can be run.
    await putCursor(page, '"paint');
    await page.keyboard.press("Backspace");
    await judged(page, ".bad");
    assert.match(await page.locator(".wb-messages li").first().textContent(), /error E021 plant\.toml:9:19.*pain/s);
    assert.equal(await page.locator(".cm-lintRange-error").first().textContent(), '"pain"');
    assert.ok(await button(page, "Run").isDisabled());
    await page.waitForSelector(".wb-mend");
    await picture(page, "03-wrong");
    await page.locator(".wb-messages button").first().click();
    assert.ok(await page.evaluate(() => document.activeElement.classList.contains("cm-content")), "a message leads to its place");
    await page.keyboard.press("Control+z");
    await judged(page, ".good");
    assert.equal(await page.locator(".wb-state").first().textContent(), "as on the disk");

    await ask(page, "Run");
    await page.waitForSelector(".wb-figure .value");
    await over(page);
    await page.waitForSelector(".wb-report section figure .chart > *");
    assert.match(await page.locator(".wb-figure .value").first().textContent(), /^\d \d{3} ± \d+(\.\d+)? units\/y$/);
    assert.equal((await resultOf(page)).digest, await digestOf(bench, "plant.toml"));
    await picture(page, "04-run");

    // The charts are linked, as in the report: a line that is chosen in one is told of by the others.
    await page.locator("#capacity .chart [data-i]").first().click();
    assert.match(await page.locator("#capacity .linked-also").textContent(), /works\.main in the other charts.*Where the lines' time goes – works\.main, station press: working 8\d/s);
    await page.waitForSelector("#time .chart .linked");
    await picture(page, "05-linked");
  }));

test("a what-if is compared, and saved as a file that the command line runs to the same digest", () =>
  withBrowser(wide, async (context) => {
    const page = await open(context, bench.server.url);
    await choose(page, "plant.toml");
    await turn(page, "6");
    assert.match(page.url(), /set=plant\.works\.line\.main\.station\.paint\.buffer%3D6/);
    await ask(page, "Compare");
    await over(page);
    assert.match(await page.locator(".wb-figure .value").last().textContent(), /^\+\d+.* ± /);
    const [difference] = (await resultOf(page)).whatifs;
    assert.ok(difference.metrics["output.total"].difference > 0);
    await picture(page, "05-compare");

    await ask(page, "Run");
    await over(page);
    const seen = (await resultOf(page)).digest;
    await page.locator("#wb-as").fill("бағдар.toml");
    await button(page, "Save what-if").click();
    await page.waitForFunction(() => document.querySelector("#wb-scenario").value === "бағдар.toml");
    await judged(page, ".good");
    assert.match(await bench.read("бағдар.toml"), /^extends = "plant\.toml"$/m);
    assert.equal(await digestOf(bench, "бағдар.toml"), seen);
    await picture(page, "06-saved");

    // The same name again writes over nothing.
    await choose(page, "plant.toml");
    await turn(page, "3");
    await page.locator("#wb-as").fill("бағдар.toml");
    await button(page, "Save what-if").click();
    await page.waitForSelector(".wb-notice:not([hidden])");
    assert.equal(await digestOf(bench, "бағдар.toml"), seen);
  }));

test("explain, check, bound and reach answer with their reports", () =>
  withBrowser(wide, async (context) => {
    const page = await open(context, bench.server.url);
    await choose(page, "plant.toml");
    const askings = { Explain: ["explain", "that the lines could make"], Check: ["results", "The verdict is pass"], Bound: ["bound", "No luck and no dispatching exceeds"], Reach: ["reach", "nothing needs to change"] };
    for (const [name, [format, answer]] of Object.entries(askings)) {
      await ask(page, name);
      await over(page);
      await page.locator(".wb-result .answer", { hasText: answer }).waitFor();
      assert.equal((await resultOf(page)).format, `agrocap-${format}/1`);
      await picture(page, `07-${name}`);
    }
  }));

test("report, spreadsheet and JSON are downloaded as the command writes them", () =>
  withBrowser({ ...wide, acceptDownloads: true }, async (context) => {
    const page = await open(context, bench.server.url);
    await choose(page, "жоба/екінші.toml");
    await ask(page, "Run");
    await over(page);
    const had = {};
    for (const name of ["Report", "Spreadsheet", "JSON"]) {
      const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".wb-downloads a", { hasText: name }).click()]);
      had[name] = { name: download.suggestedFilename(), bytes: await import("node:fs/promises").then(async ({ readFile }) => readFile(await download.path())) };
    }
    await promisify(execFile)(process.env.AGROCAP, ["run", "жоба/екінші.toml", "--quiet", "--series", "month", "--html", "r.html", "--json", "r.json"], { cwd: bench.folder });
    assert.equal(had.JSON.bytes.toString(), await bench.read("r.json"));
    assert.match(had.Report.bytes.toString(), /^<!DOCTYPE html>/);
    assert.equal(had.Spreadsheet.bytes.subarray(0, 2).toString(), "PK");
    assert.match(had.Spreadsheet.name, /\.xlsx$/);
    assert.match(had.Report.name, /\.html$/);
  }));

test("a run is cancelled at once, and what was finished is shown", () =>
  withBrowser(wide, async (context) => {
    const page = await open(context, bench.server.url);
    await choose(page, "plant.toml");
    await page.locator("#wb-n").fill("100000");
    await ask(page, "Run");
    await page.waitForFunction(() => document.querySelector(".wb-figure .value")?.textContent?.includes("±"));
    await picture(page, "08-under-way");
    await button(page, "Cancel").focus();
    await page.keyboard.press("Enter");
    await over(page, "stopped after");
    assert.ok(await page.evaluate(() => document.activeElement.classList.contains("wb-run")), "the keyboard stays where it was");
    assert.match(await page.locator(".wb-subject").textContent(), /^plant\.toml$/);
    assert.ok((await resultOf(page)).replications >= 2);
    await picture(page, "09-cancelled");
  }));

test("what somebody else has changed is not written over, not after a reload either, and both ways on are offered", () =>
  withBrowser(wide, async (context) => {
    const page = await open(context, bench.server.url);
    await choose(page, "plant.toml");
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("# mine\n");
    await judged(page, ".good");
    await writeFile(bench.at("plant.toml"), plant + "# theirs\n");
    const conflict = async () => {
      await page.locator(".cm-content").click();
      await page.keyboard.press("Control+s");
      await page.waitForSelector(".wb-notice:not([hidden]) form");
      assert.match(await page.locator(".wb-notice").textContent(), /changed by somebody else/);
      assert.equal(await bench.read("plant.toml"), plant + "# theirs\n");
      assert.match(await page.locator(".cm-content").textContent(), /# mine/);
    };
    await conflict();
    await picture(page, "10-conflict");
    await page.reload();
    await judged(page, ".good");
    await conflict();

    await page.locator(".wb-notice input").fill("менікі.toml");
    await button(page, "Save under this name").click();
    await page.waitForFunction(() => document.querySelector("#wb-scenario").value === "менікі.toml");
    assert.equal(await bench.read("менікі.toml"), "# mine\n" + plant);
    assert.equal(await bench.read("plant.toml"), plant + "# theirs\n");

    await choose(page, "plant.toml");
    assert.match(await page.locator(".cm-content").textContent(), /# theirs/);
    await page.locator(".cm-content").click();
    await page.keyboard.type("# mine again\n");
    await writeFile(bench.at("plant.toml"), plant + "# theirs again\n");
    await page.keyboard.press("Control+s");
    await button(page, "Open it anew, without what is typed here").click();
    await page.waitForFunction(() => document.querySelector(".cm-content").textContent.includes("# theirs again"));
    assert.equal(await page.locator(".wb-state").first().textContent(), "as on the disk");
  }));
