import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import commandLines from "../command-line.js";

const { commandLine } = commandLines;

test("a plain path stays plain", () => {
  assert.equal(commandLine("agrocap", "run", "/plans/a.toml", "linux"), "agrocap run /plans/a.toml");
});

test("whatever a file is called, a shell takes it for one word", () => {
  for (const name of ["a b.toml", "it's.toml", "$(touch x).toml", "`x`;&|.toml", "Завод 🚜.toml", '"q".toml']) {
    const line = commandLine("printf", "%s_%s", name, "linux").replace("printf %s_%s", "printf '%s' ");
    assert.equal(execFileSync("sh", ["-c", line], { encoding: "utf8" }), name);
  }
});

test("on Windows a program in quotes is called", () => {
  assert.equal(commandLine("C:\\Program Files\\agrocap.exe", "check", "C:\\a b.toml", "win32"), '& "C:\\Program Files\\agrocap.exe" check "C:\\a b.toml"');
});
