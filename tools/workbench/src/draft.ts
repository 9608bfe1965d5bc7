/** What was typed of a file and not saved. It outlives a reload, and knows of which text of the file it was made. */
export interface Draft {
  text: string;
  seen: string; // the SHA-256 of that text
}

const keyOf = (path: string): string => `typed:${path}`;

export function draftOf(path: string): Draft | undefined {
  const kept = sessionStorage.getItem(keyOf(path));
  return kept === null ? undefined : (JSON.parse(kept) as Draft);
}

export function keepDraft(path: string, draft: Draft): void {
  sessionStorage.setItem(keyOf(path), JSON.stringify(draft));
}

export function dropDraft(path: string): void {
  sessionStorage.removeItem(keyOf(path));
}
