import type { Chart } from "./chart.js";

/** Lets somebody walk a chart's points with the arrow keys or the pointer; what is reached is marked, shown and read out. */
export class Walk {
  private here = -1;

  constructor(
    private readonly chart: Chart,
    private readonly box: HTMLElement,
    private readonly readout: HTMLElement,
    private readonly openTable: () => void,
    private readonly choose: (index: number | undefined) => void,
  ) {
    box.addEventListener("keydown", (event) => this.key(event));
    box.addEventListener("pointermove", (event) => this.point(event));
    box.addEventListener("click", (event) => {
      this.point(event);
      if (this.here >= 0 && (event.target as Element | null)?.closest("[data-i]")) this.choose(this.here);
    });
  }

  /** After the chart was drawn anew. */
  refresh(): void {
    if (this.here >= 0) this.mark();
  }

  private go(index: number): void {
    const last = this.chart.marks.length - 1;
    this.here = Math.min(last, Math.max(0, index));
    this.mark();
    const text = this.chart.marks[this.here]?.say ?? "";
    this.readout.textContent = `${text} (${this.here + 1} of ${last + 1})`;
  }

  private mark(): void {
    for (const marked of this.box.querySelectorAll(".here")) marked.classList.remove("here");
    for (const reached of this.box.querySelectorAll(`[data-i="${this.here}"]`)) reached.classList.add("here");
  }

  /** The nearest mark of another row, of the same part if there is one. */
  private otherRow(step: 1 | -1): number {
    const marks = this.chart.marks;
    const from = marks[this.here];
    if (!from) return 0;
    let at = this.here + step;
    while (marks[at] && marks[at]?.row === from.row) at += step;
    const row = marks[at]?.row;
    if (!marks[at]) return this.here;
    const same = marks.findIndex((mark) => mark.row === row && mark.part === from.part);
    const first = marks.findIndex((mark) => mark.row === row);
    return same >= 0 ? same : first;
  }

  private key(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const last = this.chart.marks.length - 1;
    switch (event.key) {
      case "ArrowRight": this.go(this.here + 1); break;
      case "ArrowLeft": this.go(this.here < 0 ? 0 : this.here - 1); break;
      case "ArrowDown": this.go(this.here < 0 ? 0 : this.otherRow(1)); break;
      case "ArrowUp": this.go(this.here < 0 ? 0 : this.otherRow(-1)); break;
      case "Home": this.go(0); break;
      case "End": this.go(last); break;
      case "Enter": if (this.here >= 0) this.choose(this.here); break;
      case "Escape": this.choose(undefined); break;
      case "t":
      case "T": this.openTable(); break;
      default: return;
    }
    event.preventDefault();
  }

  private point(event: Event): void {
    const reached = (event.target as Element | null)?.closest("[data-i]");
    const index = Number(reached?.getAttribute("data-i") ?? -1);
    if (index >= 0 && index !== this.here) this.go(index);
  }
}
