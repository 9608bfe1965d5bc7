import { grouped } from "../../report/src/chart.js";

export interface LiveFigure {
  metric: string;
  unit: string;
  mean: number | null;
  half_width: number | null;
  n: number;
  what_if: string;
}

/** "1 replication", "1 200 replications". */
export function counted(number: number, what: string): string {
  return `${grouped(number, 0)} ${what}${number === 1 ? "" : "s"}`;
}

/** Two digits of the half-width are worth reading; of a mean without one, whole numbers. */
function decimalsFor(halfWidth: number | null, mean: number): number {
  const size = halfWidth && halfWidth > 0 ? halfWidth : Math.abs(mean) / 1000;
  if (!(size > 0)) return 0;
  return Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(size))));
}

/** "35 228 ± 15 units/y": shares in per cent, as everywhere in agrocap. */
export function figureText(figure: LiveFigure): string {
  if (figure.mean === null) return "not observed";
  const isShare = figure.unit === "share";
  const scale = isShare ? 100 : 1;
  const mean = figure.mean * scale;
  const halfWidth = figure.half_width === null ? null : figure.half_width * scale;
  const decimals = decimalsFor(halfWidth, mean);
  const sign = figure.what_if && mean > 0 ? "+" : "";
  const spread = !halfWidth ? "" : ` ± ${grouped(halfWidth, decimals)}`;
  return `${sign}${grouped(mean, decimals)}${spread} ${isShare ? "%" : figure.unit}`;
}
