import type { Application, Template } from '../../app/application.ts';
import { decideCondition, withoutDefaults } from '../../app/decide-condition.ts';
import { mergeAlternatives, ofTemplate, toOnlyIf, type Branch } from '../../app/branch.ts';
import type { Role } from '../../app/role.ts';
import type { Value } from '../../app/value.ts';
import { matchStatement } from '../../iam/match.ts';
import type { Coverage } from '../../iam/glob.ts';
import type { ResourceGlob } from '../../iam/reading.ts';
import { toResourceGlobs, type Scope } from '../../iam/resource-globs.ts';
import type { GrantedStatement, NeededPermission, NeededResource } from '../function-permissions.ts';

/** One action on one resource that is needed, ready to be matched. */
export interface NeedPair {
  readonly need: NeededPermission;
  readonly resource: NeededResource;
  readonly globs: readonly ResourceGlob[];
  /** What a policy must say instead, where it may not refer to the resource. */
  readonly instead?: readonly ResourceGlob[];
  /** True where the parameters that are given decide that another resource is meant, or none. */
  readonly isRuledOut: boolean;
}

/** A granted statement with its resources ready to be matched. */
export interface GrantView {
  readonly statement: GrantedStatement;
  readonly scope: Scope;
  readonly resources: readonly { readonly value: Value; readonly globs: readonly ResourceGlob[] }[];
}

const NO_TEMPLATE: Omit<Template, 'file'> = {
  kind: 'cloudformation',
  syntax: 'yaml',
  text: '',
  parameters: new Map(),
  resources: new Map(),
  conditions: new Map(),
  exports: [],
};

/** The words in which a template's values are to be read. */
export function createScope(application: Application, file: string): Scope {
  const template = application.templates.find((t) => t.file === file) ?? { ...NO_TEMPLATE, file };
  return { application, template };
}

export function toNeedPairs(needed: readonly NeededPermission[], scope: Scope): readonly NeedPair[] {
  return needed.flatMap((need) =>
    need.resources.map((resource) => {
      const globs = toResourceGlobs(resource.value, scope);
      const isElsewhere = resource.onlyIf?.some((branch) => isThere(branch, scope) === false) === true;
      const isRuledOut = isElsewhere || globs.length === 0;
      const instead = resource.instead === undefined ? undefined : toResourceGlobs(resource.instead, scope);
      return { need, resource, globs, isRuledOut, ...(instead === undefined ? {} : { instead }) };
    }),
  );
}

export function toGrantViews(granted: readonly GrantedStatement[], role: Scope): readonly GrantView[] {
  return granted.map((written) => {
    const home = findHome(written, role);
    const statement =
      home === role ? written : { ...written, ...toOnlyIf(ofTemplate(written.onlyIf, role.template.file)) };
    const scope = statement.isOld === true ? { ...home, isOld: true } : home;
    const within = (statement.onlyIf ?? []).map(
      ({ condition, holds, template }) => [`${template ?? role.template.file}#${condition}`, holds] as const,
    );
    // A reading that supposes the other branch than the statement's own is none.
    const isPossible = ({ when }: ResourceGlob): boolean =>
      within.every(([condition, holds]) => (when.get(condition) ?? holds) === holds);
    const toGlobs = (value: Value): readonly ResourceGlob[] => toResourceGlobs(value, scope).filter(isPossible);
    return { statement, scope, resources: statement.resources.map((value) => ({ value, globs: toGlobs(value) })) };
  });
}

/** A policy may stand in another template than the role that it is attached to, and speaks in the words of its own. */
function findHome({ origin }: GrantedStatement, role: Scope): Scope {
  const { file } = origin.at;
  const isElsewhere = file !== role.template.file && role.application.templates.some((one) => one.file === file);
  if (!isElsewhere) return role;
  const home = createScope(role.application, file);
  return role.decides === true ? asGiven(home) : home;
}

/** What a statement gives of a need. A condition, of IAM or of the template, that is not judged makes `covers` an `unknown`. */
export function findCoverage(grant: GrantView, pair: NeedPair): Coverage {
  const { statement, scope } = grant;
  const { condition, onlyIf } = statement;
  const holds = (onlyIf ?? []).map((branch) => isThere(branch, scope));
  if (holds.includes(false)) return 'no';
  const found = matchStatement(statement, scope, pair.need.action, pair.globs);
  const isOpen = condition !== null || holds.includes(undefined) || isUnsure(statement);
  return found === 'covers' && isOpen ? 'unknown' : found;
}

/** Whether one of several alternatives holds in every deployment that the scope leaves open. */
function isAlwaysThere(alternatives: readonly (readonly Branch[])[], scope: Scope): boolean {
  const open = alternatives.flatMap((branches) => {
    const left = branches.filter((branch) => isThere(branch, scope) !== true);
    return left.some((branch) => isThere(branch, scope) === false) ? [] : [left];
  });
  return mergeAlternatives(open).some((branches) => branches.length === 0);
}

/** Whether no deployment is without the role's boundary. */
export const isAlwaysBound = ({ limits = [] }: Role, scope: Scope): boolean =>
  isAlwaysThere(
    limits.map(({ onlyIf }) => onlyIf ?? []),
    scope,
  );

/** A default is a likely reading of what is allowed, and no sure one of what is denied. */
export const isUnsure = ({ effect, isAssumed }: GrantedStatement): boolean => effect === 'Deny' && isAssumed === true;

/** Whether the branch is the one that is deployed, where the scope decides that. */
function isThere({ condition, holds, template: file }: Branch, scope: Scope): boolean | undefined {
  const { decides, application } = scope;
  const template = file === undefined ? scope.template : createScope(application, file).template;
  const decided = decides === true ? decideCondition(condition, template, application) : undefined;
  return decided === undefined ? undefined : decided === holds;
}

/** The scope for the parameters that are given: what has only a default is left open, and conditions that follow are decided. */
export function asGiven(scope: Scope): Scope {
  return { ...scope, template: withoutDefaults(scope.template), decides: true };
}
