import type { Branch } from '../../app/branch.ts';
import type { GlobToken } from '../../iam/glob.ts';
import type { Condition, Statement } from '../../iam/policy/policy.ts';
import type { ResourceGlob } from '../../iam/reading.ts';
import { isUnsure, type GrantView } from './role-view.ts';
import { toStatement } from './to-statement.ts';

/** What a symbol is called in every version of an application. */
export type Names = (id: string) => string;

/**
 * What becomes of branches of `Fn::If`: each is a condition of its own, by its name (`named`); only what stands in every deployment counts
 * (`sure`); or all of it does, whatever the conditions (`any`).
 */
export type Branches = { readonly kind: 'named'; readonly names: Names } | { readonly kind: 'sure' | 'any' };

/** The statements that a grant comes to, as the prover reads them; `undefined` for one that cannot be read. */
export function toStatements(view: GrantView, branches: Branches): readonly (Statement | undefined)[] {
  const { statement, resources } = view;
  const globs = resources.flatMap((resource) => resource.globs);
  switch (branches.kind) {
    case 'named':
      return nameBranches(view, globs, branches.names);
    case 'any':
      // What is left out of a statement cannot be parted.
      return statement.notResource && globs.some(isConditional) ? [undefined] : [toStatement({ ...statement, globs })];
    case 'sure': {
      const sure = globs.filter((glob) => !isConditional(glob));
      const isParted = statement.notResource && sure.length < globs.length;
      if (statement.onlyIf !== undefined || isUnsure(statement) || isParted) return [];
      return [toStatement({ ...statement, globs: sure })];
    }
  }
}

const isConditional = ({ when }: ResourceGlob): boolean => when.size > 0;

/** One statement for the resources of each branch of a condition. */
function nameBranches(
  { statement, scope }: GrantView,
  globs: readonly ResourceGlob[],
  names: Names,
): readonly (Statement | undefined)[] {
  const own = readBranches(statement.onlyIf ?? [], scope.template.file, names);
  const groups = new Map<string, ResourceGlob[]>();
  for (const glob of globs) {
    const key = JSON.stringify([...glob.when]);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push({ ...glob, tokens: glob.tokens.map((token) => rename(token, names)) });
  }
  if (statement.notResource && (groups.size !== 1 || !groups.has('[]'))) return [undefined];
  return [...groups.values()].map((group) => {
    const read = toStatement({ ...statement, globs: group });
    const when = [...(group[0]?.when ?? [])].map(([condition, holds]) => toCondition(names(condition), holds));
    return read === undefined ? undefined : { ...read, conditions: [...read.conditions, ...own, ...when] };
  });
}

/** The branches that something stands in, as conditions. */
export const readBranches = (branches: readonly Branch[], file: string, names: Names): readonly Condition[] =>
  branches.map(({ condition, holds, template }) => toCondition(names(`${template ?? file}#${condition}`), holds));

const rename = (token: GlobToken, names: Names): GlobToken =>
  token.kind === 'symbol' ? { ...token, id: names(token.id) } : token;

/** A condition of a template as a key that no request has in fact. Case counts in its name, and does not in that of a key. */
export const toCondition = (name: string, holds: boolean): Condition => ({
  operator: holds ? 'StringEquals' : 'StringNotEquals',
  ifExists: false,
  key: `${PREFIX}${name.replaceAll(/[A-Z^]/g, (letter) => `^${letter.toLowerCase()}`)}`,
  values: [[{ kind: 'literal', text: 'true' }]],
});

const PREFIX = 'cloudformation:';

/** What begins the name of a comparison that has none in the template. */
export const UNNAMED = '=';

export const isNamed = (key: string): boolean =>
  !key.startsWith(PREFIX) || !/^(?:.*#)?=/.test(key.slice(PREFIX.length));

/** The key of a condition of a template in its own name; any other as it is. */
export const toConditionName = (key: string): string =>
  key.startsWith(PREFIX) ? key.replaceAll(/\^(.)/g, (_, letter: string) => letter.toUpperCase()) : key;
