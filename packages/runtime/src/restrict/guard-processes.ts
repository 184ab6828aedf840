import { findBinding, findBuiltIn } from './built-in.ts';
import type { Handles } from './find-handles.ts';
import { findCaller, toText } from './intrinsics.ts';
import type { Judge } from './judge.ts';
import { guard, isHolder, refuse, refuseClass } from './replace.ts';

const KIND = 'childProcess';

/** Nothing runs beside the function: no program, no thread, no other process that a signal would reach. */
export function guardProcesses(judge: Judge, handles: Handles): void {
  if (!judge.isOn(KIND)) return;
  guard(handles.process, 'spawn', (args) => judge.check(KIND, 'Process.spawn', findFile(args[0])));
  guard(findBinding('spawn_sync'), 'spawn', (args) => judge.check(KIND, 'spawnSync', findFile(args[0])));
  const children = findBuiltIn('child_process');
  refuse(judge, KIND, children, 'child_process', [
    'spawn',
    'spawnSync',
    'exec',
    'execSync',
    'execFile',
    'execFileSync',
    'fork',
  ]);
  guardWorkers(judge);
  refuse(judge, KIND, process, 'process', ['execve', '_debugProcess', '_debugEnd']);
  refuse(judge, KIND, process, 'process', ['setuid', 'setgid', 'seteuid', 'setegid', 'setgroups', 'initgroups']);
  for (const key of ['kill', '_kill']) guardKill(judge, key);
  refuse(judge, KIND, findBuiltIn('cluster'), 'cluster', ['fork', 'setupPrimary', 'setupMaster']);
}

/** Each worker opens its port before it starts: whoever kept the class from before does not get further than that. */
function guardWorkers(judge: Judge): void {
  const threads = findBuiltIn('worker_threads');
  const port = threads?.['MessagePort'];
  if (judge.isBlocking(KIND) && isHolder(port)) {
    guard(port['prototype'], 'start', (_, __, wrapper) => {
      const caller = findCaller(wrapper, () => false);
      if (caller === undefined || caller === 'node:internal/worker') judge.check(KIND, 'worker_threads.Worker');
    });
  }
  refuseClass(judge, KIND, threads, 'worker_threads', 'Worker');
}

/** On every system that POSIX describes. */
const SIGTERM = 15;

const findFile = (options: unknown): string => (isHolder(options) ? toText(options['file']) : '');

/**
 * Signal 0 asks whether a process is there, and SIGTERM to oneself does what `process.exit` does: whoever listens to it gives it again.
 * SIGUSR1 to oneself opens the inspector.
 */
function guardKill(judge: Judge, key: string): void {
  const own = process.pid;
  guard(process, key, (args) => {
    const signal = args[1];
    const isEnd = args[0] === own && (signal === 'SIGTERM' || signal === SIGTERM);
    if (signal !== 0 && !isEnd)
      judge.check(KIND, `process.${key}`, `${toText(args[0])} ${toText(signal ?? 'SIGTERM')}`);
  });
}
