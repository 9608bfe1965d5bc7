// Builds what agrocap carries: built/report.js, built/report.css, built/land.json. The same sources and package versions give the same bytes.
import { build } from "esbuild";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { landLines } from "./land.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = process.argv[2] ?? here + "built";
const require = createRequire(import.meta.url);

await mkdir(out, { recursive: true });
await build({
  entryPoints: [here + "src/main.ts"],
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  target: "es2022",
  legalComments: "none",
  banner: { js: "/* Observable Plot, d3, d3-sankey, topojson-client: ISC; see NOTICE in tools/report */" },
  outfile: out + "/report.js",
});
const style = await build({ entryPoints: [here + "src/style.css"], bundle: true, minify: true, charset: "utf8", write: false, outdir: out });
await writeFile(out + "/report.css", style.outputFiles[0].contents);
const atlas = JSON.parse(await readFile(require.resolve("world-atlas/countries-50m.json"), "utf8"));
await writeFile(out + "/land.json", JSON.stringify(landLines(atlas)));

// A closing tag in the script would end the element that carries it.
for (const file of ["report.js", "report.css"]) {
  const text = await readFile(`${out}/${file}`, "utf8");
  if (/<\/(script|style)|<!--/i.test(text)) throw new Error(`${file} holds the end of its own element`);
}
