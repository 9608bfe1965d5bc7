// What outlives what: the address, other pages, a reload, another server.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { ask, begin, choose, judged, over, picture, turn, wide } from "./bench.mjs";
import { open, serve, withBrowser } from "./server.mjs";

let bench;
beforeEach(async () => (bench = await begin()));
afterEach(() => bench.end());

const titled = (page, begin) => page.waitForFunction((text) => document.title.startsWith(text), begin);
const answerOf = (page) => page.locator(".wb-result .answer").textContent();

test("back, forward, loading anew and a second tab show the same", () =>
  withBrowser(wide, async (context) => {
    const page = await open(context, bench.server.url);
    await choose(page, "plant.toml");
    await turn(page, "5");
    await choose(page, "жоба/екінші.toml");
    await titled(page, "Екінші ауысым");
    await page.goBack();
    await titled(page, "Завод");
    await page.waitForSelector(".wb-knob.is-set");
    assert.equal(await page.locator(".wb-knob input[type=number]").inputValue(), "5");
    await page.goForward();
    await titled(page, "Екінші ауысым");
    await judged(page, ".good");
    await ask(page, "Run");
    await over(page);
    const answer = await answerOf(page);
    await page.reload();
    await page.waitForSelector(".wb-report section");
    assert.equal(await answerOf(page), answer);
    const other = await open(context, page.url());
    await other.waitForSelector(".wb-report section");
    assert.equal(await answerOf(other), answer);

    // What is begun in one is heard of in the other, and can be seen there.
    await judged(other, ".good");
    await ask(other, "Check");
    await over(other);
    const heard = page.locator(".wb-history button", { hasText: "Check" });
    await heard.waitFor();
    await heard.click();
    await over(page);
    assert.equal(await answerOf(page), await answerOf(other));
    await page.goBack();
    await page.waitForFunction((text) => document.querySelector(".wb-result .answer")?.textContent === text, answer);
  }));

test("what is typed outlives a reload and the server, which may come back", () =>
  withBrowser(wide, async (context) => {
    const page = await open(context, bench.server.url);
    await choose(page, "plant.toml");
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("# кейін");
    await judged(page, ".good");
    await page.reload();
    await judged(page, ".good");
    assert.match(await page.locator(".cm-content").textContent(), /# кейін/);
    assert.equal(await page.locator(".wb-state").first().textContent(), "edited, not saved");

    assert.equal(await bench.server.end("SIGKILL"), "SIGKILL");
    await page.waitForSelector(".wb-lost:not([hidden])");
    assert.match(await page.locator(".wb-notice").textContent(), /does not answer.*What you typed is kept/s);
    await picture(page, "11-lost");
    const { port } = bench.server;
    bench.server = await serve(bench.folder, "--port", port);
    await page.waitForFunction(() => document.querySelector(".wb-notice")?.textContent?.includes("has not been let in"));
    await picture(page, "12-not-let-in");
    const other = await open(context, bench.server.url);
    await other.waitForSelector("#wb-scenario option:nth-child(2)", { state: "attached" });
    await page.waitForFunction(() => document.querySelector(".wb-lost").hidden && document.querySelector(".wb-notice").hidden);
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+s");
    await page.waitForFunction(() => document.querySelector(".wb-state").textContent === "as on the disk");
    assert.match(await bench.read("plant.toml"), /# кейін$/);
    assert.equal(await bench.server.end(), 130);
  }));

test("the first interval is seen soon after Run is pressed", () =>
  withBrowser(wide, async (context) => {
    const page = await open(context, bench.server.url);
    await choose(page, "plant.toml");
    await page.evaluate(() => {
      const run = [...document.querySelectorAll("button")].find((one) => one.textContent === "Run");
      run.addEventListener("click", () => (window.pressed = performance.now()));
      new MutationObserver(() => {
        if (document.querySelector(".wb-figure .value")?.textContent?.includes("±")) window.seen ??= performance.now();
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await ask(page, "Run");
    await over(page);
    const [pressed, seen] = await page.evaluate(() => [window.pressed, window.seen]);
    // One second is promised for a machine that has nothing else to do; here it may have.
    assert.ok(seen - pressed < 1000 * Number(process.env.AGROCAP_PATIENCE ?? 10), `${seen - pressed} ms`);
  }));
