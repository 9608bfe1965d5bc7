import { h } from "./dom.js";

/** "a **b** `c`" as elements: what the language server writes, and not a letter of it as HTML. */
function inline(text: string): (Node | string)[] {
  return text.split(/(\*\*[^*]+\*\*|`[^`]+`)/).map((part) => {
    if (part.startsWith("**") && part.length > 4) return h("b", {}, part.slice(2, -2));
    if (part.startsWith("`") && part.length > 2) return h("code", {}, part.slice(1, -1));
    return part;
  });
}

/** The few forms of Markdown in which the language server explains: paragraphs, lists, quotes, bold and code. */
export function markdown(text: string): HTMLElement {
  const element = h("div", { class: "wb-help" });
  for (const block of text.trim().split(/\n{2,}/)) {
    const lines = block.split("\n");
    const items = lines.filter((line) => line.startsWith("- "));
    const quoted = lines.filter((line) => line.startsWith("> "));
    const plain = lines.filter((line) => !line.startsWith("- ") && !line.startsWith("> "));
    if (plain.length > 0) element.append(h("p", {}, ...inline(plain.join(" "))));
    if (items.length > 0) element.append(h("ul", {}, ...items.map((line) => h("li", {}, ...inline(line.slice(2))))));
    if (quoted.length > 0) element.append(h("blockquote", {}, ...inline(quoted.map((line) => line.slice(2)).join(" "))));
  }
  return element;
}
