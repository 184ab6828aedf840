import type { Application } from '../../src/app/application.ts';
import type { CodeFacts } from '../../src/app/code-facts.ts';
import type { LambdaFunction } from '../../src/app/function.ts';
import { toExpression, toText } from '../../src/app/expression.ts';
import { parseReference, parseSubText } from '../../src/app/sub-text.ts';
import type { Value } from '../../src/app/value.ts';
import { readApplication } from '../../src/iac/index.ts';
import { findGranted } from '../../src/permissions/granted/find-granted.ts';
import type { FunctionPermissions, NeededPermission } from '../../src/permissions/function-permissions.ts';
import { reconcile } from '../../src/permissions/reconcile/reconcile.ts';
import { createMemoryHost } from '../memory-host.ts';

/**
 * `['dynamodb:GetItem', 'Orders.Arn', …]`: a resource is a reference, or the text of an `Fn::Sub` when it holds `:` or `*`.
 * `HasOrders ? Orders.Arn` exists under a condition alone, `HasOrders ?! Other.Arn` in its other branch.
 */
export type CompactNeed = readonly [action: string, ...resources: readonly string[]];

export interface Analysed {
  readonly application: Application;
  readonly permissions: readonly FunctionPermissions[];
  readonly first: FunctionPermissions;
}

export const need = ([action, ...resources]: CompactNeed): NeededPermission => ({
  action,
  resources: resources.map((text) => {
    const value = toValue(text);
    const named = value.kind === 'join' ? value.parts[0] : value;
    const logicalId = named?.kind === 'ref' ? named.id : undefined;
    return {
      arn: toText(value),
      expression: toExpression(value),
      value,
      scope: text === '*' ? 'wildcard' : 'exact',
      ...(logicalId === undefined ? {} : { logicalId }),
    };
  }),
  origin: 'code',
  confidence: 'certain',
  calls: [],
});

function toValue(text: string): Value {
  const [, condition, branch, inner] = /^(\w+) (\?!?) (.+)$/.exec(text) ?? [];
  if (condition === undefined || inner === undefined)
    return /[:*]/.test(text) ? parseSubText(text) : parseReference(text);
  const none: Value = { kind: 'no-value' };
  const value = toValue(inner);
  return branch === '?'
    ? { kind: 'cond', condition, then: value, else: none }
    : { kind: 'cond', condition, then: none, else: value };
}

/** Analyses a template as if the code of its functions needed just this. `open`: functions with something unresolved. */
export function analyseTemplate(
  text: string,
  needs: Readonly<Record<string, readonly CompactNeed[]>>,
  options: {
    readonly file?: string;
    readonly open?: readonly string[];
    readonly unread?: readonly string[];
    /** Other templates beside it. */
    readonly files?: Readonly<Record<string, string>>;
  } = {},
): Analysed {
  const application = readApplication(createMemoryHost({ [options.file ?? 'template.yaml']: text, ...options.files }));
  const needed = new Map(application.functions.map((fn) => [fn, (needs[fn.id] ?? []).map(need)]));
  const roleOf = (fn: (typeof application.functions)[number]) =>
    application.roles.find((role) => fn.role.kind !== 'other' && role.id === fn.role.id) ?? null;
  const permissions = application.functions.map((fn) => {
    const role = roleOf(fn);
    const { granted, unresolved, limits } = findGranted(fn, role, application);
    const facts = {
      ...toFacts(fn, options.open?.includes(fn.id) === true),
      ...(options.unread?.includes(fn.id) === true ? { handler: null } : {}),
    };
    return reconcile({
      function: fn,
      role,
      facts,
      needed: needed.get(fn) ?? [],
      unresolvedNeeds: facts.unresolved,
      granted,
      ...(limits === undefined ? {} : { limits }),
      unresolvedGrants: unresolved,
      others: application.functions
        .filter((other) => other !== fn && role !== null && roleOf(other) === role)
        .map((other) => ({ template: other.template, needed: needed.get(other) ?? [], facts: toFacts(other, false) })),
      application,
    });
  });
  return { application, permissions, first: permissions[0] as FunctionPermissions };
}

const toFacts = (fn: LambdaFunction, isOpen: boolean): CodeFacts => ({
  handler: { file: 'app.js', export: 'handler', at: fn.at },
  files: [],
  calls: [],
  unresolved: isOpen ? [{ what: 'a call', why: 'test', at: fn.at }] : [],
  diagnostics: [],
});
