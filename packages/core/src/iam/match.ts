import type { Value } from '../app/value.ts';
import { compareGlobs, parseGlob, type Coverage, type GlobToken } from './glob.ts';
import { isConsistent, type ResourceGlob } from './reading.ts';
import { toResourceGlobs, type Scope } from './resource-globs.ts';

/** The parts of a statement that say what it is about. */
export interface StatementPattern {
  readonly actions: readonly string[];
  readonly notAction: boolean;
  readonly resources: readonly Value[];
  readonly notResource: boolean;
}

/** How an action pattern of a statement holds a needed action (which may be a pattern too). Case does not count. */
export function compareActions(granted: string, needed: string): Coverage {
  if (granted === '*') return 'covers';
  return compareGlobs(readAction(granted), readAction(needed));
}

const MOST_ACTIONS = 5000;
const actions = new Map<string, readonly GlobToken[]>();

/** The same few actions are compared again and again. */
function readAction(text: string): readonly GlobToken[] {
  const known = actions.get(text);
  if (known !== undefined) return known;
  if (actions.size >= MOST_ACTIONS) actions.clear();
  const glob = parseGlob(text.toLowerCase());
  actions.set(text, glob);
  return glob;
}

/** How one resource of a statement holds a needed resource, both in the words of their own templates. */
export function compareResources(granted: Value, grantedScope: Scope, needed: Value, neededScope: Scope): Coverage {
  return compareReadings(toResourceGlobs(granted, grantedScope), toResourceGlobs(needed, neededScope));
}

/** The same on values that were read before. */
export function compareReadings(granted: readonly ResourceGlob[], needed: readonly ResourceGlob[]): Coverage {
  const answers: Coverage[] = [];
  for (const want of needed) {
    const possible = granted.filter((have) => isConsistent(have, want));
    // Readings without conditions of their own stand side by side (a list): the best of them counts.
    const fixed = possible.filter((have) => [...have.when.keys()].every((condition) => want.when.has(condition)));
    const certain = bestOf(fixed.map((have) => compareGlobs(have.tokens, want.tokens)));
    const hoped = bestOf(possible.map((have) => compareGlobs(have.tokens, want.tokens)));
    answers.push(certain === hoped || certain === 'covers' ? certain : weaken(possible, fixed, want, hoped));
  }
  return answers.length === 0 ? 'no' : worstOf(answers);
}

/** What both branches of one condition cover is covered. */
function weaken(
  possible: readonly ResourceGlob[],
  fixed: readonly ResourceGlob[],
  want: ResourceGlob,
  hoped: Coverage,
): Coverage {
  const conditional = possible.filter((have) => !fixed.includes(have));
  const all = conditional.every((have) => compareGlobs(have.tokens, want.tokens) === 'covers');
  const conditions = new Set(conditional.flatMap((have) => [...have.when.keys()]));
  if (all && conditions.size === 1 && new Set(conditional.map((have) => [...have.when.values()][0])).size === 2) {
    return 'covers';
  }
  return hoped === 'no' ? 'no' : 'unknown';
}

/** How a whole statement (its effect and conditions apart) holds an action on a resource. */
export function matchStatement(
  statement: StatementPattern,
  scope: Scope,
  action: string,
  needed: readonly ResourceGlob[],
): Coverage {
  const onAction = bestOf(statement.actions.map((pattern) => compareActions(pattern, action)));
  const byAction = statement.notAction ? negate(onAction) : onAction;
  if (byAction === 'no') return 'no';
  const onResource = bestOf(statement.resources.map((value) => compareReadings(toResourceGlobs(value, scope), needed)));
  const byResource = statement.notResource ? negate(onResource) : onResource;
  return both(byAction, byResource);
}

const RANK: Readonly<Record<Coverage, number>> = { no: 0, unknown: 1, partly: 2, covers: 3 };

/** The most that any of several alternatives holds; `no` for none. */
export function bestOf(answers: readonly Coverage[]): Coverage {
  return answers.reduce<Coverage>((best, next) => (RANK[next] > RANK[best] ? next : best), 'no');
}

/** All of several are wanted: some held and some not is `partly`. */
function worstOf(answers: readonly Coverage[]): Coverage {
  const kinds = new Set(answers);
  if (kinds.size === 1) return answers[0] as Coverage;
  return kinds.has('unknown') ? 'unknown' : 'partly';
}

function both(a: Coverage, b: Coverage): Coverage {
  return RANK[a] < RANK[b] ? a : b;
}

function negate(answer: Coverage): Coverage {
  if (answer === 'covers') return 'no';
  return answer === 'no' ? 'covers' : answer;
}
