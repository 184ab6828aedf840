import { construct, ErrorConstructor } from './intrinsics.ts';
import { isReading, refuseCall, settleFlag, type Check, type Use } from './file-check.ts';
import { toPath } from './paths.ts';
import { guard, isHolder, replace, type Holder } from './replace.ts';

/**
 * From Node 26 on, `fs` reads and writes files by jobs, each of which opens its file itself. `fs` holds the classes, so it is their `run`
 * that is guarded: it is told the path, and gives back the error where it is not to start.
 */
export function guardFileJobs(check: Check, binding: Holder, fs: Holder | undefined): void {
  guardRun(check, binding, 'ReadFileJob', 'read');
  guardRun(check, binding, 'WriteFileJob', 'write');
  guardCopy(check, binding);
  if (!isHolder(binding['ReadFileJob'])) return;
  guardFlags(check, fs);
  guardFlags(check, fs?.['promises']);
}

function guardRun(check: Check, binding: Holder, name: string, use: Use): void {
  const job = binding[name];
  if (!isHolder(job)) return;
  guard(job['prototype'], 'run', (args, _, wrapper) => {
    const path = toPath(args[0]);
    const verdict = path === undefined ? undefined : check(path, use, undefined, { api: `fs.${name}`, wrapper });
    return verdict instanceof ErrorConstructor ? { value: verdict } : undefined;
  });
}

/** The paths of this one are known where it is made. */
function guardCopy(check: Check, binding: Holder): void {
  const uses = ['tree', 'over'] as const;
  replace(binding, 'CpDirJob', (original) => {
    const replacement = function (...args: unknown[]): unknown {
      for (let i = 0; i < uses.length; i++) {
        const path = toPath(args[i]);
        const call = { api: 'fs.cp', wrapper: replacement };
        const verdict = path === undefined ? undefined : check(path, uses[i] ?? 'none', undefined, call);
        if (verdict instanceof ErrorConstructor) throw verdict;
      }
      return construct(original, args);
    };
    return replacement;
  });
}

/** `readFile` makes and empties files as well, where its flags say so, of which `run` is told nothing. */
function guardFlags(check: Check, fs: unknown): void {
  guard(fs, 'readFile', (args, _, wrapper) => {
    const flag = settleFlag(args, 1);
    const path = toPath(args[0]);
    if (path === undefined || flag === undefined || flag === null || isReading(flag)) return undefined;
    args[0] = path;
    const verdict = check(path, 'write', undefined, { api: 'fs.readFile', wrapper });
    return verdict instanceof ErrorConstructor ? refuseCall(verdict, args) : undefined;
  });
}
