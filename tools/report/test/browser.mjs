// A headless Chromium of its own for a test, with a profile that goes away.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Opens pages with these options, hands them to `use`, and closes all. */
export async function withBrowser(options, use) {
  const profile = await mkdtemp(join(tmpdir(), "agrocap-browser-"));
  const context = await chromium.launchPersistentContext(profile, { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags, ...options });
  try {
    return await use(context);
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
}

/** Opens a file and gives the page with what went wrong on it and what it asked for. */
export async function open(context, path) {
  const page = await context.newPage();
  const faults = [];
  const requests = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("dialog", (dialog) => (faults.push("a dialog"), dialog.dismiss()));
  page.on("request", (request) => request.url() !== `file://${path}` && requests.push(request.url()));
  await page.goto(`file://${path}`);
  await page.waitForFunction(() => [...document.querySelectorAll("figure")].every((figure) => figure.closest("[hidden]") || figure.querySelector(".chart > *")));
  return { page, faults, requests };
}
