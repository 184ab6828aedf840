import type { TextEdit } from './code-value.ts';

const MAX_PARTS = 64;

/** What an edit makes of a text: several texts when it takes any part, none when there is no such part. */
export function editText(text: string, edit: TextEdit): readonly string[] {
  switch (edit.kind) {
    case 'split': {
      const parts = text.split(edit.separator).slice(0, MAX_PARTS);
      const one = edit.index === null ? undefined : parts.at(edit.index);
      return edit.index === null ? parts.map((p) => p.trim()) : one === undefined ? [] : [one];
    }
    case 'replace':
      return [replace(text, edit)];
    case 'case':
      return [edit.to === 'lower' ? text.toLowerCase() : text.toUpperCase()];
    case 'match': {
      const group = new RegExp(edit.pattern, edit.flags).exec(text)?.[edit.group];
      return group === undefined ? [] : [group];
    }
    case 'address':
      return readAddress(text, edit.part);
    case 'json':
      return readJson(text, edit.path);
  }
}

function replace(text: string, { pattern, flags, by }: Extract<TextEdit, { kind: 'replace' }>): string {
  if (flags === null) return text.replace(pattern, () => by);
  return flags === 'all'
    ? text.replaceAll(pattern, () => by)
    : text.replace(new RegExp(pattern, flags.slice(1)), () => by);
}

/** Addresses of objects; the first group is the bucket, the second the key. */
export const S3_ADDRESSES: readonly RegExp[] = [
  /^s3[an]?:\/\/([^/]+)\/?(.*)$/s,
  /^https?:\/\/s3[^/]*\.amazonaws\.com(?:\.cn)?\/([^/]+)\/?(.*)$/s,
  /^https?:\/\/([^/]+?)\.s3[^/]*\.amazonaws\.com(?:\.cn)?\/(.*)$/s,
];

const URL = /^[A-Za-z][\w+.-]*:\/\/([^/?#]*)([^?#]*)/;

function readAddress(text: string, part: 'bucket' | 'key' | 'host' | 'path'): readonly string[] {
  const forms = part === 'bucket' || part === 'key' ? S3_ADDRESSES : [URL];
  const found = forms.map((form) => form.exec(text)).find((match) => match !== null);
  const piece = found?.[part === 'bucket' || part === 'host' ? 1 : 2];
  return piece === undefined ? [] : [piece];
}

function readJson(text: string, path: readonly string[]): readonly string[] {
  let values: unknown[];
  try {
    values = [JSON.parse(text)];
  } catch {
    return [];
  }
  for (const step of path)
    values = values
      .flatMap((v) => {
        if (typeof v !== 'object' || v === null) return [];
        if (step === '[]') return Object.values(v);
        return Object.hasOwn(v, step) ? [(v as Record<string, unknown>)[step]] : [];
      })
      .slice(0, MAX_PARTS);
  return values.flatMap((v) => (typeof v === 'string' || typeof v === 'number' ? [String(v)] : []));
}
