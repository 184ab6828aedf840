import type { Application } from '../app/application.ts';
import type { GlobToken } from '../iam/glob.ts';
import type { Condition, Policy, Statement } from '../iam/policy/policy.ts';
import { relate } from '../iam/relate/relate.ts';
import type { Relation } from '../iam/relate/witness.ts';
import type { ResourceGlob } from '../iam/reading.ts';
import { findDoubt, findLost } from './find-doubt.ts';
import type { FunctionPermissions } from './function-permissions.ts';
import { createScope, toGrantViews, type GrantView } from './reconcile/role-view.ts';
import { toStatement } from './reconcile/to-statement.ts';

/** What a function's role grants, in the version of the application that it belongs to. */
export interface FunctionAccess {
  readonly permissions: FunctionPermissions;
  readonly application: Application;
}

/**
 * Whether a function may do anything that it might not before; one that is new might do nothing. A resource is the same in both versions
 * by whatever expression it is named (`!GetAtt Orders.Arn` or the ARN with `${Orders}`), and a branch of `Fn::If` is a condition of its own.
 */
export function compareAccess(before: FunctionAccess | undefined, after: FunctionAccess): Relation {
  const [old, fresh] = [before === undefined ? [] : toStatements(before), toStatements(after)];
  if (old === undefined || fresh === undefined) return { result: 'unknown', why: 'a statement cannot be read' };
  const relation = relate(toPolicy(fresh), toPolicy(old));
  if (relation.result === 'unknown') return relation;
  const why = relation.result === 'new-access' ? findLost(before, after) : findDoubt(before, after);
  return why === undefined ? relation : { result: 'unknown', why };
}

const toPolicy = (statements: readonly Statement[]): Policy => ({
  kind: 'identity',
  version: '2012-10-17',
  statements,
});

function toStatements({ permissions, application }: FunctionAccess): readonly Statement[] | undefined {
  const { role, function: own, granted } = permissions;
  const root = application.functions.includes(own) ? findRoot(application) : own.template;
  const views = toGrantViews(granted, createScope(application, role?.template ?? own.template));
  const read = views.flatMap((view) => readView(view, createNames(root)));
  const statements = read.filter((statement) => statement !== undefined);
  return statements.length < read.length ? undefined : statements;
}

/** The template that the others are nested in comes first. */
const findRoot = ({ templates }: Application): string => templates[0]?.file ?? '';

/** What a symbol is called in every version of the application: by its template only where that is not the first one. */
type Names = (id: string) => string;

function createNames(root: string): Names {
  const folder = root.slice(0, root.lastIndexOf('/') + 1);
  return (id) => id.replaceAll(`${root}#`, '').replaceAll(folder === '' ? '\0' : folder, '');
}

/** One statement for the resources of each branch of a condition. What is left out of a statement cannot be parted so. */
function readView({ statement, scope, resources }: GrantView, names: Names): readonly (Statement | undefined)[] {
  const own = (statement.onlyIf ?? []).map(
    ({ condition, holds, template }) => [`${template ?? scope.template.file}#${condition}`, holds] as const,
  );
  const groups = new Map<string, ResourceGlob[]>();
  for (const glob of resources.flatMap(({ globs }) => globs)) {
    const key = JSON.stringify([...glob.when]);
    groups.set(key, [
      ...(groups.get(key) ?? []),
      { ...glob, tokens: glob.tokens.map((token) => rename(token, names)) },
    ]);
  }
  if (statement.notResource && (groups.size !== 1 || !groups.has('[]'))) return [undefined];
  return [...groups.values()].map((globs) => {
    const read = toStatement({ ...statement, globs });
    const branches = [...own, ...(globs[0]?.when ?? [])].map(([condition, holds]) =>
      toCondition(names(condition), holds),
    );
    return read === undefined ? undefined : { ...read, conditions: [...read.conditions, ...branches] };
  });
}

const rename = (token: GlobToken, names: Names): GlobToken =>
  token.kind === 'symbol' ? { ...token, id: names(token.id) } : token;

/** A condition of a template as a key that no request has in fact. Case counts in its name, and does not in that of a key. */
const toCondition = (name: string, holds: boolean): Condition => ({
  operator: holds ? 'StringEquals' : 'StringNotEquals',
  ifExists: false,
  key: `cloudformation:${name.replaceAll(/[A-Z^]/g, (letter) => `^${letter.toLowerCase()}`)}`,
  values: [[{ kind: 'literal', text: 'true' }]],
});
