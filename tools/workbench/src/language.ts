import { Fault, Gone, post, type Diagnostic } from "./api.js";
import { pathOf } from "./text_edits.js";

/** Places as the Language Server Protocol counts: lines from 0, and in a line the same halves of characters as the editor. */
export interface Position {
  line: number;
  character: number;
}
export interface Range {
  start: Position;
  end: Position;
}
export interface TextEdit {
  range: Range;
  newText: string;
}
export interface Proposal {
  label: string;
  kind: number;
  detail?: string;
  documentation?: { value: string };
  filterText?: string;
  insertTextFormat?: number;
  textEdit: TextEdit;
}
export interface Proposals {
  isIncomplete: boolean;
  items: Proposal[];
}
export interface Help {
  contents: { value: string };
  range: Range;
}
/** What mends something, tried by the server before it offers it. */
export interface Fix {
  title: string;
  edits: TextEdit[];
  mends: Diagnostic;
}
interface Action {
  title: string;
  diagnostics?: Diagnostic[];
  edit: { changes: Record<string, TextEdit[]> };
}

interface Place {
  uri: string;
  range: Range;
}
/** A word that stands for an object, as the protocol has it. */
export interface NameHere {
  range: Range;
  placeholder: string;
}
/** What stands behind a line, and is no part of it. */
export interface Hint {
  position: Position;
  label: string;
}

const fixesMax = 20; // a file with more faults has one that makes the others

/** What the language server says of the text on the desk: the one that `agrocap lsp` is to other editors. */
export class Language {
  /** `text`: the file on the desk, as far as it differs from the disk; nothing where there is none. */
  constructor(private readonly text: () => { path: string; text?: string } | undefined) {}

  proposals(position: Position): Promise<Proposals | null> {
    return this.ask("completion", { position });
  }

  help(position: Position): Promise<Help | null> {
    return this.ask("hover", { position });
  }

  async fixes(diagnostics: Diagnostic[]): Promise<Fix[]> {
    const first = diagnostics[0];
    if (!first || diagnostics.length > fixesMax) return [];
    const lines = diagnostics.flatMap((one) => [one.range.start.line, one.range.end.line]);
    const range = { start: { line: Math.min(...lines), character: 0 }, end: { line: Math.max(...lines), character: 0 } };
    const actions = (await this.ask<Action[]>("codeAction", { range, context: { diagnostics } })) ?? [];
    return actions.flatMap(({ title, edit, diagnostics: mends }) => (mends?.[0] ? [{ title, edits: Object.values(edit.changes).flat(), mends: mends[0] }] : []));
  }

  nameAt(position: Position): Promise<NameHere | null> {
    return this.ask("prepareRename", { position });
  }

  /** What another name changes, by file. Fails with the server's reason where it cannot be. */
  async rename(position: Position, newName: string): Promise<Map<string, TextEdit[]>> {
    const { changes } = (await this.demand<{ changes: Record<string, TextEdit[]> }>("rename", { position, newName })) ?? { changes: {} };
    return new Map(Object.entries(changes).map(([uri, edits]) => [pathOf(uri), edits]));
  }

  /** Where an object has its table, or the file that a word names. */
  async definition(position: Position): Promise<{ path: string; range: Range } | undefined> {
    const found = await this.ask<Place | Place[]>("definition", { position });
    const first = Array.isArray(found) ? found[0] : found;
    return first ? { path: pathOf(first.uri), range: first.range } : undefined;
  }

  async tidied(): Promise<TextEdit[]> {
    return (await this.ask<TextEdit[]>("formatting", { options: { tabSize: 2, insertSpaces: true } })) ?? [];
  }

  async hints(lines: number): Promise<Hint[]> {
    return (await this.ask<Hint[]>("inlayHint", { range: { start: { line: 0, character: 0 }, end: { line: lines, character: 0 } } })) ?? [];
  }

  /** Help that cannot be had is none: that the server is gone is told by what cannot do without it. */
  private async ask<T>(method: string, params: object): Promise<T | null> {
    try {
      return await this.demand<T>(method, params);
    } catch (fault) {
      if (fault instanceof Fault || fault instanceof Gone) return null;
      throw fault;
    }
  }

  private async demand<T>(method: string, params: object): Promise<T | null> {
    const file = this.text();
    if (!file) return null;
    return (await post<{ result: T | null }>("/api/lsp", { ...file, method: `textDocument/${method}`, params })).result;
  }
}
