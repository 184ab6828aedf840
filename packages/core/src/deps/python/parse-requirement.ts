import type { PackageSource } from '../package.ts';
import { toPackageName } from '../names.ts';

/** One dependency as PEP 508 writes it: `name[extra] >=1,<2 ; marker` or `name @ address ; marker`. */
export interface Requirement {
  /** Normalised. */
  readonly name: string;
  /** The specifiers as written, without brackets; empty where there are none. */
  readonly range: string;
  /** Offsets of `range` in the text, or of the name where there is none. */
  readonly start: number;
  readonly end: number;
  /** The version, where `==` or `===` fixes one. */
  readonly version: string | null;
  readonly source?: PackageSource;
  readonly marker?: string;
}

const HEAD = /^\s*([A-Za-z\d](?:[\w.-]*[A-Za-z\d])?)\s*(\[[^[\]]*\])?\s*/;
const SPECIFIER = /^\s*(===|==|~=|!=|<=|>=|<|>)\s*([\w.*+!-]+)\s*$/;
/** Longer than any dependency that a person or a tool writes. */
const MAX_LENGTH = 10_000;

/** Reads one dependency; `undefined` where it is none (https://packaging.python.org/en/latest/specifications/dependency-specifiers/). */
export function parseRequirement(text: string): Requirement | undefined {
  const head = text.length > MAX_LENGTH ? null : HEAD.exec(text);
  if (head === null) return undefined;
  const name = toPackageName('PyPI', head[1] ?? '');
  const start = head[0].length;
  if (text[start] === '@') return parseAddress(text, name, start);
  const [specifiers = '', ...markers] = text.slice(start).split(';');
  const inner = specifiers
    .trim()
    .replace(/^\(([^()]*)\)$/, '$1')
    .trim();
  if (
    inner !== '' &&
    !inner
      .replace(/,$/, '')
      .split(',')
      .every((part) => SPECIFIER.test(part))
  )
    return undefined;
  const marker = markers.join(';').trim();
  const from = inner === '' ? text.indexOf(head[1] ?? '') : text.indexOf(inner, start);
  return {
    name,
    range: inner,
    start: from,
    end: from + (inner === '' ? (head[1] ?? '').length : inner.length),
    version: findPin(inner),
    ...(marker === '' ? {} : { marker }),
  };
}

function parseAddress(text: string, name: string, at: number): Requirement | undefined {
  const rest = text.slice(at + 1);
  const [address = '', ...markers] = rest.split(/\s+;|;\s+/);
  const url = address.trim();
  if (url === '' || /\s/.test(url)) return undefined;
  const start = text.indexOf(url, at);
  const marker = markers.join('; ').trim();
  return {
    name,
    range: '',
    start,
    end: start + url.length,
    version: null,
    source: toAddressSource(url),
    ...(marker === '' ? {} : { marker }),
  };
}

/** Where an address leads: a repository (`git+https://…@commit`), an archive, a folder. */
export function toAddressSource(url: string): PackageSource {
  if (/^(?:git|hg|svn|bzr)\+/.test(url)) {
    const commit = /@([0-9a-f]{40})(?:#|$)/.exec(url)?.[1];
    return { kind: 'git', url, ...(commit === undefined ? {} : { commit }) };
  }
  return /^https?:/.test(url) ? { kind: 'url', url } : { kind: 'file', url };
}

/** The version that specifiers fix; `==1.*` fixes none. */
export function findPin(specifiers: string): string | null {
  for (const part of specifiers.split(',')) {
    const [, operator = '', version = ''] = SPECIFIER.exec(part) ?? [];
    if (operator.startsWith('==') && !version.includes('*')) return version;
  }
  return null;
}
