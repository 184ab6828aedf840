import type { Abstract } from './abstract.ts';

/** Whether a name that is only partly known (`'on_' + event.type`) may be this key. */
function mayBe(name: Abstract, key: string): boolean {
  if (name.k === 'const') return String(name.value) === key;
  if (name.k === 'union') return name.values.some((v) => mayBe(v, key));
  if (name.k !== 'concat') return true;
  const texts = name.parts.map((p) => (p.k === 'const' ? String(p.value) : null));
  const start = texts[0] ?? '';
  const end = texts.length > 1 ? (texts.at(-1) ?? '') : '';
  if (key.length < start.length + end.length || !key.startsWith(start) || !key.endsWith(end)) return false;
  let at = start.length;
  for (const text of texts.slice(1, -1)) {
    const found = text === null ? at : key.indexOf(text, at);
    if (found === -1 || found + (text?.length ?? 0) > key.length - end.length) return false;
    at = found + (text?.length ?? 0);
  }
  return true;
}

/** The keys that a partly known name may be; all of them where it seems to be none, since its text may be edited on the way. */
export function findLikelyKeys(name: Abstract, keys: readonly string[]): readonly string[] {
  const likely = keys.filter((key) => mayBe(name, key));
  return likely.length === 0 ? keys : likely;
}
