import { coversGlob, type GlobToken } from '../glob.ts';
import type { Text } from '../policy/text.ts';
import type { PolicyFinding } from '../policy/policy-finding.ts';
import type { PatternSet } from '../policy/policy.ts';
import { printText } from '../policy/text.ts';
import type { LintedStatement } from './lint-policy.ts';
import { toFinding } from './to-finding.ts';

/** Longer lists are not compared pair by pair. */
const MAX_PATTERNS = 300;

/** Actions and resources that another of the same statement holds already. */
export function lintRedundancy({ statement, path }: LintedStatement): readonly PolicyFinding[] {
  const { actions, resources } = statement;
  return [
    ...lintSet(actions, 'action', actions.not ? 'NotAction' : 'Action', path),
    ...(resources === undefined
      ? []
      : lintSet(resources, 'resource', resources.not ? 'NotResource' : 'Resource', path)),
  ];
}

function lintSet(
  { patterns }: PatternSet,
  what: 'action' | 'resource',
  element: string,
  path: readonly (string | number)[],
): PolicyFinding[] {
  if (patterns.length < 2 || patterns.length > MAX_PATTERNS) return [];
  const tokens = patterns.map(toTokens);
  return patterns.flatMap((pattern, i) => {
    const holder = tokens.findIndex((other, k) => k !== i && holds(other, tokens[i] ?? [], k < i));
    if (holder === -1) return [];
    const message = `\`${printText(pattern)}\` is within \`${printText(patterns[holder] ?? [])}\``;
    return [toFinding('suggestion', `Redundant ${what}`, message, [...path, element, i])];
  });
}

/** Of two equal ones the second is redundant. */
function holds(other: readonly GlobToken[], own: readonly GlobToken[], isBefore: boolean): boolean {
  return coversGlob(other, own) && (isBefore || !coversGlob(own, other));
}

function toTokens(text: Text): GlobToken[] {
  return text.flatMap((part): GlobToken[] => {
    if (part.kind === 'literal') return Array.from(part.text, (char) => ({ kind: 'char', char }));
    if (part.kind === 'any' || part.kind === 'one') return [{ kind: part.kind }];
    return [{ kind: 'symbol', id: part.kind === 'symbol' ? part.id : printText([part]), sort: 'free' }];
  });
}
