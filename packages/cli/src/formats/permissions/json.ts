import type {
  FunctionPermissions,
  GrantedStatement,
  GrantOrigin,
  Location,
  NeededPermission,
  PermissionTools,
} from '@sallyport/core';
import { toDiagnosticJson } from '../diagnostic-json.ts';
import type { PermissionsContext, PermissionsView } from './view.ts';

/** The contract of `schemas/permissions.schema.json`. */
export function printPermissionsJson(view: PermissionsView, { tool, root, tools }: PermissionsContext): string {
  const document = {
    schemaVersion: 1,
    tool,
    root,
    functions: view.functions.map((f) => toFunctionJson(f, tools)),
    diagnostics: view.diagnostics.map(toDiagnosticJson),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function toFunctionJson(f: FunctionPermissions, tools: PermissionTools): unknown {
  const { function: fn, code } = f;
  return {
    id: fn.id,
    template: fn.template,
    line: fn.at.line,
    runtime: fn.runtime,
    handler: code.handler === null ? null : { file: code.handler.file, export: code.handler.export },
    role: f.role?.id ?? null,
    allows: tools.describeExcess(f.excess).map((phrase) => phrase.text),
    needed: f.needed.map((need) => toNeededJson(need, tools)),
    granted: f.granted.map((statement) => toGrantedJson(statement, tools)),
    doubt: f.doubt ?? null,
    excess: f.excess.map(({ origin, ...excess }) => ({ ...excess, origin: toOriginJson(origin) })),
    missing: f.missing.map((need) => toNeededJson(need, tools)),
    unscoped: f.unscoped.map(({ origin, ...unscoped }) => ({ ...unscoped, origin: toOriginJson(origin) })),
    policy: f.policy,
    unresolved: f.unresolved.map(({ what, why, at }) => ({ what, why, ...toPlaceJson(at) })),
    complete: f.complete,
  };
}

function toNeededJson(
  { action, resources, origin, confidence, calls, condition }: NeededPermission,
  tools: PermissionTools,
): unknown {
  return {
    action,
    resources: resources.map(({ arn, logicalId, expression, scope, instead }) => ({
      arn,
      logicalId,
      expression,
      scope,
      ...(instead === undefined ? {} : { instead: tools.toTexts(instead).join(', ') }),
    })),
    origin,
    confidence,
    calls: calls.map((call) => ({ ...toPlaceJson(call.at), operation: call.operation })),
    conditions: condition,
  };
}

function toGrantedJson(statement: GrantedStatement, tools: PermissionTools): unknown {
  const { effect, actions, notAction, notResource, condition, origin } = statement;
  const resources = statement.resources.flatMap(tools.toTexts);
  return {
    effect,
    actions: notAction ? [] : actions,
    ...(notAction ? { notActions: actions } : {}),
    resources: notResource ? [] : resources,
    ...(notResource ? { notResources: resources } : {}),
    ...(condition === null ? {} : { conditions: tools.toExpression(condition) }),
    origin: toOriginJson(origin),
  };
}

const toOriginJson = ({ kind, name, at }: GrantOrigin): unknown => ({ ...toPlaceJson(at), kind, name });

const toPlaceJson = ({ file, line, column }: Location): object => ({ file, line, column });
