import { element, patterns } from "./palette.js";

/** The class that Plot gives its pictures: fixed, since the default is drawn from chance. */
export const className = "p";

const prefix = "§";

/** What a mark's element is known by until `finish` writes it down: Plot has no channel of its own for such a thing. */
export function tag(index: number): string {
  return prefix + index;
}

/** Turns tags into `data-i`, and leaves the picture to those who see: all that it says is said beside it. */
export function finish(picture: Element, id: string, parts: number): Element {
  for (const tagged of picture.querySelectorAll("[aria-label]")) {
    const label = tagged.getAttribute("aria-label") ?? "";
    if (label.startsWith(prefix)) tagged.setAttribute("data-i", label.slice(prefix.length));
    tagged.removeAttribute("aria-label");
  }
  const drawing = picture.tagName.toLowerCase() === "svg" ? picture : picture.querySelector("svg");
  drawing?.setAttribute("aria-hidden", "true");
  drawing?.prepend(patterns(id, Math.max(1, parts)));
  return picture;
}

export function emptyPicture(width: number, height: number): SVGElement {
  return element("svg", { width, height, viewBox: `0 0 ${width} ${height}`, class: className });
}
