/** What the page shows, as its address has it: it can be gone back to, loaded anew and given to others. */
export interface View {
  scenario: string;
  set: string[]; // "plant.a.line.b.station.c.servers=3"
  run: string; // of whom the results are shown; empty for none
}

export function viewOf(search: string): View {
  const words = new URLSearchParams(search);
  return { scenario: words.get("scenario") ?? "", set: words.getAll("set"), run: words.get("run") ?? "" };
}

export function searchOf(view: View): string {
  const words = new URLSearchParams();
  if (view.scenario) words.set("scenario", view.scenario);
  for (const one of view.set) words.append("set", one);
  if (view.run) words.set("run", view.run);
  const text = words.toString();
  return text ? "?" + text : "";
}

/** Shows a view in the address: as a step that "back" undoes, or in place of the present one. */
export function show(view: View, step: "new" | "same"): void {
  const address = location.pathname + searchOf(view);
  if (address === location.pathname + location.search) return;
  if (step === "new") history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}
