// What the page's script makes of numbers, as the script has it.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const bundled = await build({ entryPoints: [fileURLToPath(new URL("../src/chart.ts", import.meta.url))], bundle: true, format: "esm", write: false });
export const { grouped, shown } = await import("data:text/javascript;base64," + Buffer.from(bundled.outputFiles[0].contents).toString("base64"));
