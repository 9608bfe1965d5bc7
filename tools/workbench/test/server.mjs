// A server of its own for a test, and a headless Chromium with a profile that goes away.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** How long something may take on a machine that is busy with other things: what is waited for is a state, never a time. */
const patience = 90_000;

/** Begins `agrocap serve` in a folder. Gives: the address that it prints, and how to end it. */
export async function serve(folder, ...options) {
  const child = spawn(process.env.AGROCAP, ["serve", folder, ...options], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve(code ?? signal)));
  const url = await new Promise((resolve, reject) => {
    let told = "";
    child.stdout.on("data", (bytes) => (told += bytes).includes("\n") && resolve(told.trim()));
    child.stderr.on("data", () => undefined);
    child.on("exit", () => reject(new Error("the server did not begin")));
  });
  const end = (signal = "SIGTERM") => (child.kill(signal), ended);
  return { url, port: new URL(url).port, end };
}

/** Opens a browser with these options, hands it to `use`, and closes all. Fails where a page said that something was wrong, broke its policy,
 * or asked anybody but its server. */
export async function withBrowser(options, use) {
  const profile = await mkdtemp(join(tmpdir(), "agrocap-browser-"));
  const context = await chromium.launchPersistentContext(profile, { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags, timeout: patience, ...options });
  context.setDefaultTimeout(patience);
  const faults = [];
  context.on("page", (page) => {
    // What the server refuses is told by the page and tested there; the console repeats it.
    page.on("console", (message) => message.type() === "error" && !message.text().startsWith("Failed to load resource") && faults.push(message.text()));
    page.on("pageerror", (error) => faults.push(error.stack ?? error.message));
    page.on("request", (request) => !/^(http:\/\/127\.0\.0\.1:|data:|blob:)/.test(request.url()) && faults.push(`asked for ${request.url()}`));
  });
  try {
    await use(context);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

export async function open(context, url) {
  const page = await context.newPage();
  await page.goto(url);
  return page;
}
