import type { AdvisoryIndex } from '@sallyport/core/deps';
import { SallyportError } from '@sallyport/core';
import { downloadText } from './download.ts';

/** With more than this many changes the whole archive is faster, and an old index is made anew in any case. */
const MOST_CHANGES = 2000;
const OLDEST_MILLISECONDS = 7 * 24 * 3600 * 1000;
/** Records reach the list a little after the time that they bear. */
const OVERLAP_MILLISECONDS = 3600 * 1000;
const AT_ONCE = 8;

/**
 * The records that were changed since an index was made, by their id; `undefined` when it is better made anew. OSV lists what
 * changed in `modified_id.csv`, the newest first.
 */
export async function findChanges(
  base: string,
  index: AdvisoryIndex,
  now: number,
  onProgress: (done: number, all: number) => void,
): Promise<ReadonlyMap<string, unknown> | undefined> {
  const { date, ecosystem } = index.header;
  if (now - date > OLDEST_MILLISECONDS) return undefined;
  const list = await downloadText(`${base}/${ecosystem}/modified_id.csv`);
  const ids = parseChanges(list, date - OVERLAP_MILLISECONDS);
  if (ids.length > MOST_CHANGES) return undefined;
  const records = new Map<string, unknown>();
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    onProgress(at, ids.length);
    const batch = ids.slice(at, at + AT_ONCE);
    const texts = await Promise.all(
      batch.map(async (id) => await downloadText(`${base}/${ecosystem}/${encodeURIComponent(id)}.json`)),
    );
    for (const [i, id] of batch.entries()) records.set(id, parseRecord(id, texts[i] ?? ''));
  }
  return records;
}

/** The ids after a time, of lines `2026-11-20T10:00:00Z,GHSA-…`; an id may stand behind a folder. */
export function parseChanges(list: string, after: number): readonly string[] {
  const ids = new Set<string>();
  for (const line of list.split('\n')) {
    const [time = '', id = ''] = line.trim().split(',');
    if (id !== '' && Date.parse(time) > after) ids.add(id.split('/').at(-1) ?? id);
  }
  return [...ids];
}

function parseRecord(id: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new SallyportError('ERR_BAD_ARCHIVE', `the record \`${id}\` that was downloaded is no JSON`);
  }
}
