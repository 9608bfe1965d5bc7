// Builds what agrocap carries: built/workbench.html, .js and .css. The same sources and package versions give the same bytes.
import { build } from "esbuild";
import { copyFile, mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = process.argv[2] ?? here + "built";

await mkdir(out, { recursive: true });
await build({
  entryPoints: { workbench: here + "src/main.ts" },
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  target: "es2022",
  legalComments: "none",
  banner: { js: "/* CodeMirror: MIT; Observable Plot, d3, d3-sankey, topojson-client: ISC; see NOTICE in tools/workbench */" },
  outdir: out,
});
await build({ entryPoints: { workbench: here + "src/style.css" }, bundle: true, minify: true, charset: "utf8", outdir: out });
await copyFile(here + "src/workbench.html", out + "/workbench.html");
