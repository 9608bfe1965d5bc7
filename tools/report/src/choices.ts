/** Sections of one choice, such as fortnights, one at a time: a list above them says which. Without scripts all are there. */
export function offerChoices(root: ParentNode, shown: () => void): void {
  const choices = new Map<string, HTMLElement[]>();
  for (const section of root.querySelectorAll<HTMLElement>("section[data-choice]")) {
    const name = section.dataset["choice"] ?? "";
    choices.set(name, [...(choices.get(name) ?? []), section]);
  }
  for (const [name, sections] of choices) {
    if (sections.length < 2) continue;
    const label = document.createElement("label");
    label.className = "search";
    const list = document.createElement("select");
    sections.forEach((section, i) => list.append(new Option(section.querySelector("h2")?.textContent ?? "", String(i))));
    label.append(`Choose a ${name} `, list);
    sections[0]?.before(label);
    const show = (chosen: number): void => {
      sections.forEach((section, i) => { section.hidden = i !== chosen; });
      list.value = String(chosen);
    };
    list.addEventListener("change", () => { show(Number(list.value)); shown(); });
    // A link of the contents leads to one that may be hidden.
    const follow = (): void => {
      const reached = sections.findIndex((section) => "#" + section.id === location.hash);
      if (reached < 0) return;
      show(reached);
      shown();
      sections[reached]?.scrollIntoView();
    };
    addEventListener("hashchange", follow);
    show(0);
    follow();
  }
}
