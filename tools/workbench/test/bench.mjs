// What all tests of the workbench do: a folder with scenarios, a server on it, and the steps that people take on the page.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { serve } from "./server.mjs";

const run = promisify(execFile);

export const wide = { viewport: { width: 1440, height: 900 } };

export const plant = `schema = 1
[scenario]
name = "Завод «Семей» – Өскемен"
[experiment]
replications = 8
[item.part]
[plant.works.line.main]
makes = "part"
route = ["press", "paint"]
[plant.works.line.main.station]
press.time = { dist = "exponential", mean = "50 min" }
paint.time = { dist = "exponential", mean = "45 min" }
paint.buffer = 2
[target.enough]
metric = "output.total"
at_least = 7000
[study.buffers]
vary = { "plant.works.line.main.station.paint.buffer" = { from = 1, to = 8, steps = 8 } }
`;

/** A folder with a server on it; `end` ends both. */
export async function begin() {
  const folder = await mkdtemp(join(tmpdir(), "agrocap-workbench-"));
  await mkdir(join(folder, "жоба"));
  await writeFile(join(folder, "plant.toml"), plant);
  await writeFile(join(folder, "жоба", "екінші.toml"), 'extends = "../plant.toml"\nschema = 1\nscenario.name = "Екінші ауысым"\n');
  const bench = {
    folder,
    server: await serve(folder, "--port", "0"),
    at: (name) => join(folder, name),
    read: (name) => readFile(join(folder, name), "utf8"),
    write: (name, text) => writeFile(join(folder, name), text),
    end: async () => {
      await bench.server.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return bench;
}

/** What the command line says of a scenario of the folder. */
export async function digestOf(bench, ...words) {
  await run(process.env.AGROCAP, ["run", ...words, "--quiet", "--json", bench.at("cli.json")], { cwd: bench.folder });
  return JSON.parse(await bench.read("cli.json")).digest;
}

/** A picture of a state, to be looked at, where AGROCAP_PICTURES names a folder. */
export const picture = async (page, name) => process.env.AGROCAP_PICTURES && page.screenshot({ path: join(process.env.AGROCAP_PICTURES, `${name}.png`), fullPage: true });

/** A button of the page, by its whole name. */
export const button = (page, name) => page.getByRole("button", { name, exact: true });

/** What was judged last is what is on the desk now. */
export const judged = (page, verdict = ".good, .bad") => page.waitForSelector(verdict.split(", ").map((one) => `.wb-verdict${one}:not([aria-busy="true"])`).join(", "));

export async function choose(page, path) {
  await page.waitForFunction((value) => [...document.querySelectorAll("#wb-scenario option")].some((one) => one.value === value), path);
  await page.selectOption("#wb-scenario", path);
  await page.waitForFunction((value) => new URLSearchParams(location.search).get("scenario") === value, path);
  await judged(page);
}

/** Begins a run, by a button; what is seen of one from then on is its own. */
export async function ask(page, name) {
  const before = new URL(page.url()).searchParams.get("run") ?? "";
  await button(page, name).click();
  await page.waitForFunction((id) => (new URLSearchParams(location.search).get("run") ?? "") !== id, before);
}

/** Waits until the run that is shown is over, and its report stands below. */
export async function over(page, state = "done") {
  await page.waitForFunction((word) => document.querySelector(".wb-run .wb-state")?.textContent?.startsWith(word), state);
  await page.waitForSelector(".wb-report section");
}

/** Turns the only knob, by its field. */
export async function turn(page, value) {
  await page.locator(".wb-knob input[type=number]").fill(value);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".wb-knob.is-set");
  await judged(page, ".good");
}

/** The result that is shown, as its download in JSON has it. */
export const resultOf = (page) => page.evaluate(async () => (await fetch(document.querySelector('.wb-downloads a[href*="json"]').href)).json());

/** Puts the cursor behind the first place of a text in the editor. */
export async function putCursor(page, text) {
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+Home");
  const found = await page.evaluate((wanted) => {
    const lines = [...document.querySelectorAll(".cm-line")].map((one) => one.textContent);
    const line = lines.findIndex((one) => one.includes(wanted));
    return { line, column: lines[line]?.indexOf(wanted) ?? -1 };
  }, text);
  if (found.line < 0) throw new Error(`"${text}" does not stand in the editor`);
  for (let i = 0; i < found.line; ++i) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Home");
  for (let i = 0; i < found.column + text.length; ++i) await page.keyboard.press("ArrowRight");
}
