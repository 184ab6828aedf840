import type { Integer } from '../integer.ts';
import { unite } from '../interval.ts';
import { comparePep440, parsePep440 } from './pep440.ts';
import { parseSpecifiers, type SpecifierSet } from './specifier.ts';

/** Longer than anybody writes by hand. */
const LONGEST = 4096;

/**
 * Reads what Poetry allows beside PEP 440: `^1.2`, `~1.2`, `1.2.*`, `1.2`, `*`, and alternatives apart from each other by `||`
 * (https://python-poetry.org/docs/dependency-specification/#version-constraints). `undefined` for what is none of these.
 */
export function parsePoetryConstraint(text: string): SpecifierSet | undefined {
  if (text.length > LONGEST || text.trim() === '') return undefined;
  const sets = text.split(/\|\|?/).map(parseAlternative);
  const known = sets.filter((set) => set !== undefined && set.exact.length === 0) as readonly SpecifierSet[];
  if (known.length < sets.length) return undefined;
  const intervals = known.flatMap((set) => set.intervals);
  return { intervals: unite(comparePep440, intervals), exact: [] };
}

function parseAlternative(text: string): SpecifierSet | undefined {
  const parts = text
    .replaceAll(/([<>=!~^])\s+/g, '$1')
    .split(/[\s,]+/)
    .filter((part) => part !== '');
  const specifiers = parts.map(toSpecifier);
  if (parts.length === 0 || specifiers.includes(undefined)) return undefined;
  return parseSpecifiers(specifiers.join(','));
}

function toSpecifier(part: string): string | undefined {
  if (part === '*') return '';
  if (part.startsWith('^')) return toBounds(part.slice(1), findCaretPart);
  if (/^~[^=]/.test(part)) return toBounds(part.slice(1), ({ length }) => Math.min(1, length - 1));
  if (/^v?\d/i.test(part)) return `==${part}`;
  return /^=[^=]/.test(part) ? `=${part}` : part;
}

/** From a version on, below the next one in the part that must not change. */
function toBounds(text: string, findPart: (release: readonly Integer[]) => number): string | undefined {
  const version = parsePep440(text);
  if (version === undefined) return undefined;
  const part = findPart(version.release);
  const last = version.release[part] ?? 0;
  const next = [...version.release.slice(0, part), typeof last === 'bigint' ? last + 1n : last + 1];
  return `>=${text},<${version.epoch}!${next.join('.')}`;
}

/** The first part that is not 0, else the last that is written. */
function findCaretPart(release: readonly Integer[]): number {
  const first = release.findIndex((part) => part > 0);
  return first === -1 ? release.length - 1 : first;
}
