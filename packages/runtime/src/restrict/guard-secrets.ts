import { findBuiltIn } from './built-in.ts';
import { deleteProperty } from './intrinsics.ts';
import type { Judge } from './judge.ts';
import { guard, refuse, refuseClass, type Holder } from './replace.ts';

/** What tells all that the process knows, or writes files by itself. */
export function guardSecrets(judge: Judge): void {
  const v8 = findBuiltIn('v8');
  refuse(judge, 'readHandler', v8, 'v8', ['getHeapSnapshot', 'queryObjects']);
  refuse(judge, 'write', v8, 'v8', [
    'writeHeapSnapshot',
    'setHeapSnapshotNearHeapLimit',
    'takeCoverage',
    'stopCoverage',
  ]);
  const report = (process as unknown as { readonly report?: Holder }).report;
  refuse(judge, 'readHandler', report, 'process.report', ['getReport']);
  refuse(judge, 'write', report, 'process.report', ['writeReport']);
  guardReportSettings(judge, report);
  refuse(judge, 'readHandler', findBuiltIn('module'), 'module', ['findSourceMap']);
  const sqlite = judge.isOn('write') ? findBuiltIn('sqlite') : undefined;
  for (const key of ['DatabaseSync', 'StatementSync']) refuseClass(judge, 'write', sqlite, 'sqlite', key);
  refuse(judge, 'write', sqlite, 'sqlite', ['backup']);
}

/** Reports that are written later, on a signal or an error. */
function guardReportSettings(judge: Judge, report: Holder | undefined): void {
  if (report === undefined) return;
  for (const key of [
    'directory',
    'filename',
    'reportOnSignal',
    'reportOnUncaughtException',
    'reportOnFatalError',
    'signal',
  ]) {
    const descriptor = Object.getOwnPropertyDescriptor(report, key);
    if (descriptor?.set === undefined) continue;
    const holder = { set: descriptor.set };
    guard(holder, 'set', () => judge.check('write', `process.report.${key}`));
    Object.defineProperty(report, key, { ...descriptor, set: holder.set });
  }
}

/** Takes variables away that nothing needs any more. */
export function hideEnvironment(names: readonly string[]): void {
  for (const name of names) deleteProperty(process.env, name);
}
