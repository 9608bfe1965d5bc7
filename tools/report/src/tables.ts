/** Sorting and searching: nothing in a table changes but the order of its rows, and which are shown. */

const worthSorting = 12;
const worthSearching = 25;

function numberIn(text: string): number {
  const plain = text.replace(/[\s<>%]/g, "");
  return plain === "" || plain === "–" ? Number.NaN : Number(plain);
}

function compare(a: string, b: string): number {
  const x = numberIn(a);
  const y = numberIn(b);
  if (Number.isNaN(x) || Number.isNaN(y)) {
    if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
    return a < b ? -1 : a > b ? 1 : 0; // by code points: the same everywhere
  }
  return x - y;
}

function sortable(table: HTMLTableElement): void {
  const body = table.tBodies[0];
  // A line stands below its plant: such tables keep their order.
  if (!body || body.rows.length < worthSorting || body.querySelector(".in")) return;
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  heads.forEach((head, column) => {
    if (head.tagName !== "TH") return;
    const button = document.createElement("button");
    button.type = "button";
    const arrow = document.createElement("span");
    arrow.className = "arrow";
    // On paper a head stands on each page of its table; browsers leave one with a button in it to the first.
    const printed = document.createElement("span");
    printed.className = "printed";
    printed.setAttribute("aria-hidden", "true");
    printed.append(...[...head.childNodes].map((node) => node.cloneNode(true)));
    const unit = head.querySelector("small");
    button.append(...head.childNodes);
    if (unit) unit.before(arrow);
    else button.append(arrow);
    head.append(button, printed);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "descending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "ascending" : "descending");
      const rows = [...body.rows].sort((a, b) => compare(a.cells[column]?.textContent ?? "", b.cells[column]?.textContent ?? ""));
      if (!down) rows.reverse();
      body.append(...rows);
    });
  });
}

function searchable(table: HTMLTableElement): void {
  const body = table.tBodies[0];
  if (!body || body.rows.length < worthSearching) return;
  const label = document.createElement("label");
  label.className = "search";
  const field = document.createElement("input");
  field.type = "search";
  const count = document.createElement("span");
  count.setAttribute("role", "status");
  label.append("Search this table ", field, " ", count);
  const rows = [...body.rows];
  field.addEventListener("input", () => {
    const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const row of rows) {
      const text = (row.textContent ?? "").toLowerCase();
      row.hidden = !wanted.every((word) => text.includes(word));
      found += row.hidden ? 0 : 1;
    }
    count.textContent = wanted.length > 0 ? `${found} of ${rows.length} rows` : "";
  });
  (table.closest(".scroll") ?? table).before(label);
}

/** The list of all metrics as a table, made when somebody opens it. */
function metricsTable(list: HTMLElement): void {
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  for (const [title, side] of [["metric", "l"], ["mean", ""], ["±", ""], ["unit", "l"]] as const) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.className = side;
    cell.textContent = title;
    head.append(cell);
  }
  const body = table.createTBody();
  for (const line of (list.textContent ?? "").split("\n")) {
    if (!line) continue;
    const row = body.insertRow();
    line.split("\t").forEach((text, column) => {
      const cell = column === 0 ? document.createElement("th") : document.createElement("td");
      if (column === 0) cell.setAttribute("scope", "row");
      if (column === 3) cell.className = "l";
      cell.textContent = text;
      row.append(cell);
    });
  }
  const box = document.createElement("div");
  box.className = "scroll";
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", "All metrics");
  box.append(table);
  list.replaceWith(box);
  improve(table);
}

function improve(table: HTMLTableElement): void {
  sortable(table);
  searchable(table);
}

export function improveTables(root: ParentNode): void {
  for (const table of root.querySelectorAll<HTMLTableElement>("table")) {
    const fold = table.closest("details");
    if (!fold || fold.open) improve(table);
    else fold.addEventListener("toggle", () => improve(table), { once: true });
  }
  for (const list of root.querySelectorAll<HTMLElement>("pre.metrics"))
    list.closest("details")?.addEventListener("toggle", () => metricsTable(list), { once: true });
}
