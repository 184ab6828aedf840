import type { CodeValue } from '../../app/code-value.ts';
import { toExpression } from '../../app/expression.ts';
import { matchesWildcards } from '../../app/matches-wildcards.ts';
import { findLost } from '../../app/lost-value.ts';
import { literal } from '../../app/value.ts';
import {
  type Candidate,
  joinCandidates,
  MAX_CANDIDATES,
  toBranches,
  toCandidate,
  unknownCandidate,
} from './candidate.ts';
import { editCandidate } from './edit-candidate.ts';
import { findEventCandidates } from './event-candidates.ts';
import { toPatternText } from './print-value.ts';
import { findResultCandidates } from './result-candidates.ts';
import { findRuntimeVariable } from './runtime-variable.ts';
import type { Surroundings } from './surroundings.ts';

/** Hears of environment variables that the code reads and whose value the template does not tell, and why. */
export type MissingVariable = (name: string, why: string) => void;

/** Code values nest through calls; the engine bounds them, this bounds what reaches us by other ways. */
const MAX_DEPTH = 24;
const MAX_VALUES = 5_000;

/** Everything that a value of the code may be, in the template's words; empty when it is surely nothing. */
export function toCandidates(
  value: CodeValue,
  around: Surroundings,
  missing: MissingVariable = () => {},
): readonly Candidate[] {
  return walk(value, { around, missing, depth: 0, seen: { count: 0 } });
}

interface Walk {
  readonly around: Surroundings;
  readonly missing: MissingVariable;
  readonly depth: number;
  /** Shared by all branches. */
  readonly seen: { count: number };
}

function walk(value: CodeValue, state: Walk): readonly Candidate[] {
  const { around, missing, depth, seen } = state;
  seen.count += 1;
  if (depth > MAX_DEPTH || seen.count > MAX_VALUES) return [unknownCandidate('the value nests too deep')];
  const follow = (inner: CodeValue): readonly Candidate[] => walk(inner, { ...state, depth: depth + 1 });
  switch (value.kind) {
    case 'const':
      return value.value === null || value.value === '' ? [] : [toCandidate(literal(value.value))];
    case 'env':
      return findVariable(value, around, missing, follow);
    case 'concat':
      return joinCandidates(
        value.parts.map((part) => (part.kind === 'const' ? [toCandidate(literal(part.value))] : follow(part))),
      );
    case 'one-of':
      return limit(value.values.flatMap(follow));
    case 'list':
      return limit(value.items.flatMap(follow));
    case 'event':
      return findEventCandidates(value.path, around);
    case 'result':
      return findResultCandidates(value, around, follow);
    case 'object':
      return [unknownCandidate('it is an object')];
    case 'edited':
      return limit(follow(value.of).flatMap((c) => editCandidate(c, value.edit, around)));
    case 'unknown':
      return [unknownCandidate(value.why)];
  }
}

function findVariable(
  value: Extract<CodeValue, { kind: 'env' }>,
  around: Surroundings,
  missing: MissingVariable,
  follow: (inner: CodeValue) => readonly Candidate[],
): readonly Candidate[] {
  const similar = value.name.includes('*') ? findSimilar(value.name, around) : [];
  if (similar.length > 0)
    return limit(similar.flatMap((name) => findVariable({ ...value, name }, around, missing, follow)));
  const hints = [value.name];
  const set = around.function.environment.get(value.name);
  const [lost] = set === undefined ? [] : findLost(set, around.template);
  if (lost !== undefined) {
    missing(value.name, lost.why);
    return [unknownCandidate(lost.why, hints)];
  }
  const branches = set === undefined ? [] : toBranches(set, hints);
  if (branches.length > 0) return branches;
  const known = findRuntimeVariable(value.name, around);
  if (known !== undefined) return [toCandidate(known, hints)];
  if (value.fallback !== undefined) {
    const fallback = follow(value.fallback);
    if (fallback.length > 0) return fallback.map((c) => ({ ...c, hints: [...hints, ...c.hints] }));
  }
  const why = `the environment variable ${value.name} is not set in the template`;
  missing(value.name, why);
  return [unknownCandidate(why, hints)];
}

/** Variables of the function that a name with holes may name. */
function findSimilar(pattern: string, around: Surroundings): readonly string[] {
  return [...around.function.environment.keys()].filter(
    (name) => !name.includes('*') && matchesWildcards(pattern, name),
  );
}

function limit(candidates: readonly Candidate[]): readonly Candidate[] {
  const distinct = new Map(candidates.map((c) => [toKey(c), c]));
  return distinct.size <= MAX_CANDIDATES ? [...distinct.values()] : [unknownCandidate('it has too many values')];
}

const toKey = ({ value, hints, guards }: Candidate): string =>
  JSON.stringify([value.kind, toExpression(value), toPatternText(value), hints, guards]);
