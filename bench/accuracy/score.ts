import type { FunctionPermissions } from '../../packages/core/src/permissions/function-permissions.ts';
import type { Label } from './labels.ts';
import { compareScope } from './scope.ts';
import type { Scope } from './scope.ts';

export interface Score {
  readonly label: Label;
  readonly hits: readonly string[];
  readonly misses: readonly string[];
  readonly extras: readonly string[];
  readonly scopes: readonly {
    readonly action: string;
    readonly scope: Scope;
    readonly found: readonly string[];
    readonly expected: readonly string[];
  }[];
  /** A needed action that is absent while nothing was reported as unresolved. */
  readonly isSilent: boolean;
}

/** Holds what was found for one function against its label. */
export function scoreFunction(label: Label, found: FunctionPermissions | undefined): Score {
  const needed = (found?.needed ?? []).filter((n) => n.origin === 'code' || n.origin === 'library');
  const wanted = new Set(label.expectedActions);
  const tolerated = new Set([...label.optional, ...label.eventSourcePermissions].flatMap((o) => o.actions));
  const have = new Set(needed.map((n) => n.action));
  const misses = [...wanted].filter((a) => !have.has(a));
  return {
    label,
    hits: [...wanted].filter((a) => have.has(a)),
    misses,
    extras: [...have].filter((a) => !wanted.has(a) && !tolerated.has(a)),
    scopes: [...wanted].filter((a) => have.has(a)).map((action) => toScope(label, action, needed)),
    isSilent: misses.length > 0 && (found?.unresolved.length ?? 0) === 0,
  };
}

function toScope(
  label: Label,
  action: string,
  needed: readonly FunctionPermissions['needed'][number][],
): Score['scopes'][number] {
  const found = needed.filter((n) => n.action === action).flatMap((n) => n.resources.map((r) => r.arn));
  const entries = label.expected
    .filter((e) => e.actions.includes(action))
    .map((e) => [e.resourceArn, ...(e.alsoAccept ?? [])]);
  return { action, scope: compareScope(found, entries), found, expected: entries.map((e) => e[0] ?? '') };
}
