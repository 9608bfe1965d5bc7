// Numbers of charts look as those of the program's tables do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { grouped, shown } from "./chart.mjs";

test("a number in the middle between two goes to the even one, as in the tables", () => {
  const told = [[922.5, 0], [923.5, 0], [0.5, 0], [1.5, 0], [-2.5, 0], [0.125, 2], [0.375, 2], [2.5e9, 0], [1234567.5, 0]].map(([value, decimals]) => grouped(value, decimals));
  assert.deepEqual(told, ["922", "924", "0", "2", "-2", "0.12", "0.38", "2 500 000 000", "1 234 568"]);
});

test("a number that only looks as if it were in the middle goes to the nearer one", () => {
  assert.deepEqual([grouped(0.35, 1), grouped(0.45, 1), grouped(1.005, 2), grouped(1e21, 0).length > 0], ["0.3", "0.5", "1.00", true]);
});

test("shares are in per cent, and zeros behind the point are left out", () => {
  assert.deepEqual([shown(0.5, "share"), shown(12.5, undefined), shown(8.9499, undefined)], ["50 %", "12.5", "8.95"]);
});
