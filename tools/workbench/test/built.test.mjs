// What the program carries is what these sources give.
import test from "node:test";
import { fileURLToPath } from "node:url";
import { builtAsKept } from "../../report/built_as_kept.mjs";

const here = fileURLToPath(new URL("..", import.meta.url));

test("the built files are those that the sources give", () => builtAsKept(here, ["workbench.html", "workbench.js", "workbench.css"]));
