import { Fault, get } from "./api.js";
import type { LiveFigure } from "./figure_text.js";

export interface RunNews {
  id: string;
  kind: string;
  scenario: string;
  set: string[];
  status: "waiting" | "running" | "done" | "stopped" | "failed";
  done: number;
  planned: number;
  figures: LiveFigure[];
  digest: string;
  result: boolean;
  workbook: boolean;
  why: string;
  message: string;
  hint: string;
}

const again = 2000;

/** The runs of the server as they stand, told by one stream of events. */
export class RunFeed {
  private readonly runs = new Map<string, RunNews>();
  private source?: EventSource;
  /** Whether the server has said which runs there are. */
  isHeard = false;

  /** `onChange`: called when a run has changed; without one, when all have. `onLost`: when the server cannot be heard. */
  constructor(
    private readonly onChange: (run?: RunNews) => void,
    private readonly onLost: (fault?: unknown) => void,
  ) {}

  get all(): RunNews[] {
    return [...this.runs.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
  }

  find(id: string): RunNews | undefined {
    return this.runs.get(id);
  }

  listen(): void {
    this.source?.close();
    const source = new EventSource("/api/events");
    this.source = source;
    source.addEventListener("all", (event) => {
      this.runs.clear();
      this.isHeard = true;
      for (const run of JSON.parse(event.data) as RunNews[]) this.runs.set(run.id, run);
      this.onLost();
      this.onChange();
    });
    source.addEventListener("run", (event) => {
      const run = JSON.parse(event.data) as RunNews;
      this.runs.set(run.id, run);
      this.onLost();
      this.onChange(run);
    });
    source.addEventListener("gone", (event) => {
      this.runs.delete(JSON.parse(event.data));
      this.onChange();
    });
    source.addEventListener("error", () => void this.lost(source));
  }

  /** A stream that breaks off comes back by itself; one that was refused does not. */
  private async lost(source: EventSource): Promise<void> {
    try {
      await get("/api/runs");
    } catch (fault) {
      this.onLost(fault);
      if (!(fault instanceof Fault) && source.readyState !== EventSource.CLOSED) return;
    }
    if (source !== this.source || source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => source === this.source && this.listen(), again);
  }
}
