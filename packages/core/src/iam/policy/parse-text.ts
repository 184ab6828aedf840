import { joinParts, type Text, type TextPart } from './text.ts';

export interface TextOptions {
  /** True where `*` and `?` are wildcards. */
  readonly wildcards: boolean;
  /** True where `${…}` is a variable or an escape: policies of version 2012-10-17. */
  readonly variables: boolean;
}

/** What is wrong with a variable, by the name of AWS's check. */
export type TextProblem =
  | 'Empty variable'
  | 'Missing brace in variable'
  | 'Missing quote in variable'
  | 'Unsupported space in variable';

export interface ParsedText {
  readonly text: Text;
  readonly problems: readonly TextProblem[];
}

/**
 * Reads the text of a policy. What is no variable after all is text.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function parseText(raw: string, options: TextOptions): ParsedText {
  const parts: TextPart[] = [];
  const problems: TextProblem[] = [];
  let at = 0;
  while (at < raw.length) {
    const next = findSpecial(raw, at, options);
    if (next > at) parts.push({ kind: 'literal', text: raw.slice(at, next) });
    if (next === raw.length) break;
    if (raw[next] !== '$') {
      parts.push({ kind: raw[next] === '*' ? 'any' : 'one' });
      at = next + 1;
      continue;
    }
    const read = readVariable(raw, next);
    if ('problem' in read) {
      problems.push(read.problem);
      parts.push({ kind: 'literal', text: '${' });
      at = next + 2;
    } else {
      parts.push(read.part);
      at = read.end;
    }
  }
  return { text: joinParts(parts), problems };
}

/** The next place that is not plain text; the end when there is none. */
function findSpecial(raw: string, from: number, { wildcards, variables }: TextOptions): number {
  for (let i = from; i < raw.length; i += 1) {
    const char = raw[i];
    if (wildcards && (char === '*' || char === '?')) return i;
    if (variables && char === '$' && raw[i + 1] === '{') return i;
  }
  return raw.length;
}

type Read = { readonly part: TextPart; readonly end: number } | { readonly problem: TextProblem };

function readVariable(raw: string, start: number): Read {
  const escape = raw[start + 2];
  if ((escape === '*' || escape === '?' || escape === '$') && raw[start + 3] === '}') {
    return { part: { kind: 'literal', text: escape }, end: start + 4 };
  }
  const close = raw.indexOf('}', start);
  const comma = raw.indexOf(',', start);
  if (comma !== -1 && (close === -1 || comma < close)) return readFallback(raw, start, comma);
  if (close === -1) return { problem: 'Missing brace in variable' };
  const key = raw.slice(start + 2, close);
  const problem = findKeyProblem(key);
  return problem === undefined ? { part: { kind: 'variable', key: key.toLowerCase() }, end: close + 1 } : { problem };
}

/** `${key, 'default'}`: the default may hold any character but a quote. */
function readFallback(raw: string, start: number, comma: number): Read {
  const key = raw.slice(start + 2, comma).trimEnd();
  const problem = findKeyProblem(key);
  if (problem !== undefined) return { problem };
  let open = comma + 1;
  while (raw[open] === ' ') open += 1;
  const end = raw[open] === "'" ? raw.indexOf("'", open + 1) : -1;
  if (end === -1) return { problem: 'Missing quote in variable' };
  let close = end + 1;
  while (raw[close] === ' ') close += 1;
  if (raw[close] !== '}') return { problem: 'Missing brace in variable' };
  return { part: { kind: 'variable', key: key.toLowerCase(), fallback: raw.slice(open + 1, end) }, end: close + 1 };
}

function findKeyProblem(key: string): TextProblem | undefined {
  if (key.trim() === '') return 'Empty variable';
  // A tag's key may hold spaces; the rest of a variable may not.
  const slash = key.indexOf('/');
  const name = slash === -1 ? key : key.slice(0, slash);
  if (/\s/.test(name) || key !== key.trim()) return 'Unsupported space in variable';
  return key.includes('{') ? 'Missing brace in variable' : undefined;
}
