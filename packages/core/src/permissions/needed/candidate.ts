import { type Value, join, literal, unknown } from '../../app/value.ts';

/** The branch of a template condition under which something holds. */
export interface Guard {
  readonly condition: string;
  readonly branch: boolean;
}

/** One value that a code value may have, in the words of the function's template. */
export interface Candidate {
  /** Never a condition; what is not known is an unknown value, or part of a join. */
  readonly value: Value;
  /** Names that say what it is: the environment variable it came through. */
  readonly hints: readonly string[];
  readonly guards: readonly Guard[];
  /** True when it comes from outside the application: the event, an answer of AWS, a place that was not read. */
  readonly outside: boolean;
  /** The IAM prefix of the service whose answer it is, when it is not known: what a service lists is of the stack's own account. */
  readonly answerOf?: string;
}

/** More combinations than this are taken together as one that is not known. */
export const MAX_CANDIDATES = 16;

export const toCandidate = (value: Value, hints: readonly string[] = []): Candidate => ({
  value,
  hints,
  guards: [],
  outside: value.kind === 'unknown' && value.expression === undefined,
});

export const unknownCandidate = (why: string, hints: readonly string[] = []): Candidate =>
  toCandidate(unknown(why), hints);

/** Joins each combination of the parts' candidates. */
export function joinCandidates(parts: readonly (readonly Candidate[])[]): Candidate[] {
  let joined: Candidate[] = [toCandidate(literal(''))];
  for (const part of parts) {
    if (part.length === 0) return [];
    if (joined.length * part.length > MAX_CANDIDATES) return [unknownCandidate('it has too many values')];
    joined = joined.flatMap((left) => part.map((right) => joinTwo(left, right)));
  }
  return joined.filter((candidate) => areGuardsPossible(candidate.guards));
}

const joinTwo = (left: Candidate, right: Candidate): Candidate => ({
  value: join([left.value, right.value]),
  hints: [...left.hints, ...right.hints],
  guards: [...left.guards, ...right.guards],
  outside: left.outside || right.outside,
});

const areGuardsPossible = (guards: readonly Guard[]): boolean =>
  guards.every((a) => guards.every((b) => a.condition !== b.condition || a.branch === b.branch));

/** The branches of every condition in a value, each with its guards. Empty text and `AWS::NoValue` are no values. */
export function toBranches(value: Value, hints: readonly string[], depth = 0): Candidate[] {
  if (depth > 8) return [unknownCandidate('its conditions nest too deep', hints)];
  switch (value.kind) {
    case 'no-value':
      return [];
    case 'literal':
      return value.value === '' || value.value === null ? [] : [toCandidate(value, hints)];
    case 'cond': {
      const under = (inner: Value, branch: boolean): Candidate[] =>
        toBranches(inner, hints, depth + 1).map((c) => ({
          ...c,
          guards: [{ condition: value.condition, branch }, ...c.guards],
        }));
      return [...under(value.then, true), ...under(value.else, false)].filter((c) => areGuardsPossible(c.guards));
    }
    case 'join':
      return joinCandidates(value.parts.map((part) => toBranches(part, [], depth + 1))).map((c) => ({ ...c, hints }));
    case 'list':
      return value.items.flatMap((item) => toBranches(item, hints, depth + 1)).slice(0, MAX_CANDIDATES);
    case 'map':
      return [unknownCandidate('it is a mapping', hints)];
    default:
      return [toCandidate(value, hints)];
  }
}
