// What the eye must tell apart: WCAG 2.1, 1.4.11, asks 3:1 of what a picture is made of.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";

const source = await readFile(new URL("../src/palette.ts", import.meta.url), "utf8");
const style = await readFile(new URL("../src/style.css", import.meta.url), "utf8");
const colours = [...source.match(/colours = \[(.*?)\]/s)[1].matchAll(/#[0-9a-f]{6}/g)].map((match) => match[0]);

function luminance(colour) {
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
}
function contrast(a, b) {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}
function themed(name) {
  return [...style.matchAll(new RegExp(`--${name}: (#[0-9a-f]{6})`, "g"))].slice(0, 2).map((match) => match[1]);
}

test("every colour of a part has 3:1 to both papers, so that the gap between neighbours is seen", () => {
  assert.equal(colours.length, 10);
  for (const paper of themed("paper")) for (const colour of colours) assert.ok(contrast(colour, paper) >= 3, `${colour} on ${paper}: ${contrast(colour, paper).toFixed(2)}`);
});

test("white numbers in a bar of the first part are read: 4.5:1", () => {
  assert.ok(contrast(colours[0], "#ffffff") >= 4.5, contrast(colours[0], "#ffffff"));
});

test("text, verdicts and links have 4.5:1 on their paper, light and dark", () => {
  for (const name of ["ink", "soft", "good", "bad", "open", "link"])
    themed(name).forEach((colour, theme) => assert.ok(contrast(colour, themed("paper")[theme]) >= 4.5, `${name} ${colour}: ${contrast(colour, themed("paper")[theme]).toFixed(2)}`));
});
