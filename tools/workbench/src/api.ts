import type { Range } from "./language.js";

/** What the server answers when it cannot do what was asked. */
export class Fault extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

/** The server is not there (any more): no answer at all. */
export class Gone extends Error {}

async function ask(method: string, path: string, body?: unknown): Promise<Response> {
  const options: RequestInit = { method, credentials: "same-origin" };
  if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers = { "Content-Type": "application/json" };
  }
  let response: Response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Gone("The server does not answer. Is agrocap serve still running?");
  }
  if (response.ok) return response;
  const told = (await response.json().catch(() => undefined))?.error;
  throw new Fault(response.status, told?.reason ?? "unknown", told?.message ?? `The server answered ${response.status}.`, told?.hint ?? "");
}

export const get = async <T>(path: string): Promise<T> => (await ask("GET", path)).json();
export const getText = async (path: string): Promise<string> => (await ask("GET", path)).text();
export const post = async <T>(path: string, body: unknown): Promise<T> => {
  const response = await ask("POST", path, body);
  return response.status === 204 ? (undefined as T) : response.json();
};
export const remove = async (path: string): Promise<void> => void (await ask("DELETE", path));

export interface Listed {
  path: string;
  name: string;
  extends: string;
}

export interface Stored {
  path: string;
  text: string;
  sha256: string;
}

/** What is wrong, as the language server tells editors; `data` is what `validate --json` says. */
export interface Diagnostic {
  range: Range;
  data: {
    file: string;
    line: number | null;
    column: number | null;
    severity: "error" | "warning";
    code: string;
    path: string;
    message: string;
    hint: string;
  };
}

/** Something of a study that can be turned; `now` is null where the scenario leaves it to its default. */
export interface Parameter {
  study?: string;
  path: string;
  values: string[];
  now: string | null;
  range?: [number, number];
  whole?: boolean;
}

export interface Target {
  name: string;
  metric: string;
  reachable: boolean;
}

export interface Judgement {
  name: string;
  errors: number;
  more: boolean;
  files: string[];
  extends: string;
  parameters: Parameter[];
  targets: Target[];
  diagnostics: Diagnostic[];
}
