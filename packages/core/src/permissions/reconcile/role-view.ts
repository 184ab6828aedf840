import type { Application, Template } from '../../app/application.ts';
import type { Value } from '../../app/value.ts';
import { matchStatement } from '../../iam/match.ts';
import type { Coverage } from '../../iam/glob.ts';
import { toResourceGlobs, type ResourceGlob, type Scope } from '../../iam/resource-globs.ts';
import type { GrantedStatement, NeededPermission, NeededResource } from '../function-permissions.ts';

/** One action on one resource that is needed, ready to be matched. */
export interface NeedPair {
  readonly need: NeededPermission;
  readonly resource: NeededResource;
  readonly globs: readonly ResourceGlob[];
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
    need.resources.map((resource) => ({ need, resource, globs: toResourceGlobs(resource.value, scope) })),
  );
}

export function toGrantViews(granted: readonly GrantedStatement[], scope: Scope): readonly GrantView[] {
  return granted.map((statement) => ({
    statement,
    scope,
    resources: statement.resources.map((value) => ({ value, globs: toResourceGlobs(value, scope) })),
  }));
}

/** What a statement gives of a need. A condition, of IAM or of the template, that is not judged makes `covers` an `unknown`. */
export function findCoverage(grant: GrantView, pair: NeedPair): Coverage {
  const found = matchStatement(grant.statement, grant.scope, pair.need.action, pair.globs);
  return found === 'covers' && isConditional(grant.statement) ? 'unknown' : found;
}

const isConditional = (statement: GrantedStatement): boolean =>
  statement.condition !== null || statement.onlyIf !== undefined;

/** The scope with parameters left open that only have a default: another value may be given when the stack is deployed. */
export function withoutDefaults(scope: Scope): Scope {
  const parameters = new Map(
    [...scope.template.parameters].map(([name, { type, bound, noEcho, at }]) => [
      name,
      { name, type, noEcho, at, ...(bound === undefined ? {} : { bound }) },
    ]),
  );
  return { ...scope, template: { ...scope.template, parameters } };
}
