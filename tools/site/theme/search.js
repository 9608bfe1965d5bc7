// Search in the page itself: every word has to be there, as a part of a word, too ("E03" finds E031). A word in the title counts most, so
// a key, an option or a code leads to where it is told.
"use strict";
(() => {
  const field = document.getElementById("asked"), found = document.getElementById("found");
  const base = document.body.dataset.base.replace(/\/$/, "");
  const most = 30, around = 90;
  let parts = null;

  // An entry for each section, as mkdocs writes them; its text is HTML.
  const prepared = () => {
    const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent.replace(/\s+/g, " ").trim();
    const pages = new Map();
    return window.searchIndex.docs.map((doc) => {
      const [page] = doc.location.split("#"), title = plain(doc.title).replace(/#$/, ""), text = plain(doc.text);
      if (!doc.location.includes("#")) pages.set(page, title);
      return { at: doc.location, page: pages.get(page) ?? "", title, text, lowTitle: title.toLowerCase(), lowText: text.toLowerCase(), words: new Set(window.searchWords[doc.location]) };
    }).filter((part) => part.at.includes("#") || !window.searchIndex.docs.some((doc) => doc.location.startsWith(part.at + "#")));
  };

  // Where a word is explained comes before where it is used, and that before what was.
  const weight = (part) => /^docs\/(scenario-reference|metrics|errors)\.|^commands\//.test(part.at) ? 2 : /^(scenarios|sim|tests)\/|^docs\/changelog/.test(part.at) ? 0.3 : 1;

  const isWhole = (text, word, at) => !/[\p{L}\p{N}]/u.test(text[at - 1] ?? " ") && !/[\p{L}\p{N}]/u.test(text[at + word.length] ?? " ");

  const score = (part, words) => {
    let sum = 0;
    for (const word of words) {
      const inTitle = part.lowTitle.indexOf(word), inText = part.lowText.indexOf(word);
      if (inTitle < 0 && inText < 0) return 0;
      if (part.words.has(word)) sum += 80;
      if (inTitle >= 0) sum += 40 + (isWhole(part.lowTitle, word, inTitle) ? 40 : 0) + (part.lowTitle === word ? 60 : 0);
      if (inText >= 0) sum += 2 + (isWhole(part.lowText, word, inText) ? 6 : 0) + Math.min(8, part.lowText.split(word).length - 1);
    }
    return sum * weight(part);
  };

  const marked = (text, words) => {
    const shown = document.createDocumentFragment();
    const pattern = new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "giu");
    let at = 0;
    for (const match of text.matchAll(pattern)) {
      shown.append(text.slice(at, match.index));
      shown.append(Object.assign(document.createElement("mark"), { textContent: match[0] }));
      at = match.index + match[0].length;
    }
    shown.append(text.slice(at));
    return shown;
  };

  const excerpt = (part, words) => {
    const first = Math.min(...words.map((word) => part.lowText.indexOf(word)).filter((at) => at >= 0), part.text.length);
    const from = Math.max(0, first === part.text.length ? 0 : first - around);
    return (from > 0 ? "… " : "") + part.text.slice(from, from + 3 * around) + (from + 3 * around < part.text.length ? " …" : "");
  };

  const show = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    found.replaceChildren();
    found.hidden = words.length === 0;
    if (found.hidden) return;
    parts ??= prepared();
    const hits = parts.map((part) => ({ part, sum: score(part, words) })).filter((hit) => hit.sum > 0).sort((a, b) => b.sum - a.sum);
    const count = document.createElement("p");
    count.className = "count";
    count.textContent = hits.length === 0 ? "nothing has all of these words" : hits.length > most ? `the best ${most} of ${hits.length} places` : hits.length === 1 ? "1 place" : `${hits.length} places`;
    const list = document.createElement("ol");
    for (const { part } of hits.slice(0, most)) {
      const item = document.createElement("li"), link = document.createElement("a"), text = document.createElement("p");
      link.href = `${base}/${part.at}`;
      link.append(part.page && part.page !== part.title ? `${part.page} › ` : "", marked(part.title, words));
      text.append(marked(excerpt(part, words), words));
      item.append(link, text);
      list.append(item);
    }
    found.append(count, list);
  };

  if (matchMedia("(max-width: 56rem)").matches) document.querySelector(".menu").open = false;  // the style's narrow screens
  field.addEventListener("input", show);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== field) { event.preventDefault(); field.focus(); }
    if (event.key === "Escape" && document.activeElement === field) { field.value = ""; show(); }
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) { field.value = asked; show(); }
})();
