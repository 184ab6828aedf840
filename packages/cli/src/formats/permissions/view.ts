import type {
  Application,
  Coverage,
  Diagnostic,
  FunctionPermissions,
  NeededPermission,
  PermissionTools,
} from '@sallyport/core';
import type { FormatContext } from '../format-context.ts';

/** What `permissions` shows. */
export interface PermissionsView {
  readonly application: Application;
  readonly functions: readonly FunctionPermissions[];
  readonly coverage: Coverage;
  readonly diagnostics: readonly Diagnostic[];
}

export interface PermissionsContext extends FormatContext {
  readonly tools: PermissionTools;
  /** The policies are being written into the templates: no need to say that they could be. */
  readonly isWriting: boolean;
  /** Templates lie in several folders: a place without its folder could be of any. */
  readonly keepsFolders?: boolean;
}

export const hasProblem = (f: FunctionPermissions): boolean =>
  f.excess.length > 0 || f.missing.length > 0 || f.unscoped.length > 0 || f.unresolved.length > 0;

/** Writing one's own logs: every function needs it, and no reader wants to hear of it. */
export const isOwnLogging = (need: NeededPermission): boolean => need.origin === 'logging';

/** What is granted too much weighs most, then what will fail, then what is not known. */
export function sortWorstFirst(
  functions: readonly FunctionPermissions[],
  tools: PermissionTools,
): readonly FunctionPermissions[] {
  const weights = new Map(functions.map((f) => [f, toWeight(f, tools)]));
  return [...functions].sort((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0));
}

function toWeight(f: FunctionPermissions, tools: PermissionTools): number {
  const [worst] = tools.describeExcess(f.excess);
  return (
    (worst?.weight ?? 0) * 100 + f.missing.length * 20 + f.unscoped.length * 10 + f.excess.length + f.unresolved.length
  );
}
