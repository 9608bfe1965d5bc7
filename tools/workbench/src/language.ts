import { Fault, Gone, post, type Diagnostic } from "./api.js";

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

  /** Help that cannot be had is none: that the server is gone is told by what cannot do without it. */
  private async ask<T>(method: string, params: object): Promise<T | null> {
    const file = this.text();
    if (!file) return null;
    try {
      return (await post<{ result: T | null }>("/api/lsp", { ...file, method: `textDocument/${method}`, params })).result;
    } catch (fault) {
      if (fault instanceof Fault || fault instanceof Gone) return null;
      throw fault;
    }
  }
}
