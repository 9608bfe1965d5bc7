import { element } from "../../report/src/palette.js";
import type { LiveFigure } from "./figure_text.js";

const width = 300;
const height = 22;

/** An interval on the scale of the first one that was seen, so that its narrowing can be watched. */
export class Interval {
  readonly picture = element("svg", { viewBox: `0 0 ${width} ${height}`, class: "wb-interval", "aria-hidden": "true", preserveAspectRatio: "none" });
  private readonly first = element("rect", { y: 8, height: 6, class: "first" });
  private readonly now = element("rect", { y: 4, height: 14, class: "now" });
  private readonly mean = element("rect", { y: 1, width: 2, height: 20, class: "mean" });
  private scale?: { from: number; to: number };

  constructor() {
    this.picture.append(this.first, this.now, this.mean);
  }

  show(figure: LiveFigure): void {
    // What does not vary has no interval to watch.
    this.picture.classList.toggle("is-empty", !figure.half_width);
    if (figure.mean === null || figure.half_width === null) return;
    const { mean, half_width } = figure;
    // With an interval of no width, or none yet, there is nothing to scale by.
    if (!this.scale) {
      if (!(half_width > 0)) return;
      this.scale = { from: mean - 1.6 * half_width, to: mean + 1.6 * half_width };
      this.place(this.first, mean - half_width, mean + half_width);
    }
    this.place(this.now, mean - half_width, mean + half_width);
    this.mean.setAttribute("x", String(this.at(mean) - 1));
  }

  private at(value: number): number {
    const { from, to } = this.scale ?? { from: 0, to: 1 };
    return Math.min(width, Math.max(0, ((value - from) / (to - from)) * width));
  }

  private place(rect: SVGElement, from: number, to: number): void {
    rect.setAttribute("x", String(this.at(from)));
    rect.setAttribute("width", String(Math.max(1, this.at(to) - this.at(from))));
  }
}
