import type { AuditOutcome } from '../audit-log/audit-fields.ts';
import type { AuditLog } from '../audit-log/create-audit-log.ts';
import type { LambdaContext } from './handler.ts';

type Report = (source: string, outcome: AuditOutcome, code?: string) => void;

/** The first invocation of a process is its cold start. */
let isCold = true;

/** Takes the time from now to the outcome. An audit log that cannot be written must not undo what the handler has done: it warns. */
export function createReport(audit: Pick<AuditLog, 'record'> | undefined, context: LambdaContext): Report {
  const coldStart = isCold;
  isCold = false;
  if (audit === undefined) return () => undefined;
  const start = performance.now();
  return (source, outcome, code) => {
    try {
      audit.record(context, { source, outcome, code, coldStart, durationMs: performance.now() - start });
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error));
    }
  };
}
