import { findBuiltIn } from './built-in.ts';
import { checkRestrictOptions } from './check-options.ts';
import { findHandles } from './find-handles.ts';
import { guardEgress } from './guard-egress.ts';
import { guardEvaluation } from './guard-evaluation.ts';
import { createReader, guardFiles, guardLoader } from './guard-files.ts';
import { guardProcesses } from './guard-processes.ts';
import { guardSecrets, hideEnvironment } from './guard-secrets.ts';
import { findCaller } from './intrinsics.ts';
import { createJudge } from './judge.ts';
import { createPaths } from './paths.ts';
import { toPolicy, type Policy, type RestrictOptions } from './policy.ts';

/** What is in force. */
export interface Restriction {
  /** The level that was reached: `L1` where Node runs without its permission flags. */
  readonly level: 'L0' | 'L1' | 'L2' | 'L3';
  /** Scopes that Node has dropped for good. */
  readonly dropped: readonly string[];
}

let current: Restriction | undefined;

/**
 * Refuses, or tells of, what a function does not do: call it first, before anything else is imported. It is a tripwire against
 * injected payloads and compromised packages and no sandbox: the same process holds both. What is refused throws, or hands to
 * its callback, an error with the code `ERR_ACCESS_DENIED`. It cannot be taken back: a second call changes nothing.
 * Throws a `TypeError` with the code `ERR_RESTRICT_OPTION` where an option does not exist or cannot be what it is.
 */
export function restrict(options: RestrictOptions = {}): Restriction {
  checkRestrictOptions(options);
  if (current !== undefined) return current;
  const { writeSync } = findBuiltIn('fs') as unknown as { readonly writeSync: (fd: number, text: string) => void };
  const policy = toPolicy(options, (line) => writeSync(2, line), findCaller(restrict, () => false) ?? '');
  const judge = createJudge(policy);
  const read = createReader();
  const paths = createPaths(policy.taskRoots, policy.writable);
  // All of them before the first guard: looking for them afterwards would be told of.
  const handles = findHandles();
  guardFiles(judge, paths, handles);
  guardEgress(judge, policy.hosts, handles);
  guardProcesses(judge, handles);
  guardSecrets(judge);
  // Last, for it takes `process.binding` away.
  guardEvaluation(judge, paths, read);
  guardLoader(judge);
  hideEnvironment(options.hideEnvironment ?? []);
  // `import { spawn } from 'node:child_process'` sees what `require` sees.
  (findBuiltIn('module') as unknown as { readonly syncBuiltinESMExports: () => void }).syncBuiltinESMExports();
  const dropped = policy.level === 3 ? dropPermissions(policy) : [];
  current = { level: findReached(policy, dropped), dropped };
  if (Number(current.level.slice(1)) < policy.level) warn(policy, current.level);
  return current;
}

interface Permission {
  readonly has: (scope: string) => boolean;
  readonly drop?: (scope: string) => void;
}

const findPermission = (): Permission | undefined =>
  (process as unknown as { readonly permission?: Permission }).permission;

/** Native code is needed until the runtime's client is loaded, and by nothing afterwards. */
function dropPermissions({ modes }: Policy): readonly string[] {
  const permission = findPermission();
  const scopes = [
    ...(modes.childProcess === 'block' ? ['child', 'worker'] : []),
    ...(modes.evaluate === 'block' ? ['addon', 'wasi', 'inspector'] : []),
  ];
  return scopes.filter((scope) => {
    try {
      permission?.drop?.(scope);
      return permission?.drop !== undefined && !permission.has(scope);
    } catch {
      return false;
    }
  });
}

function findReached({ level }: Policy, dropped: readonly string[]): Restriction['level'] {
  if (level < 2) return level === 0 ? 'L0' : 'L1';
  if (findPermission() === undefined) return 'L1';
  return level === 3 && dropped.length > 0 ? 'L3' : 'L2';
}

function warn({ level, onViolation }: Policy, reached: string): void {
  const advice = 'run Node with the flags of permissionFlags(), by the exec wrapper; L3 needs Node 24.20';
  onViolation({
    kind: 'setup',
    action: 'reported',
    api: 'restrict',
    target: `L${level} asked, ${reached} reached`,
    advice,
  });
}
