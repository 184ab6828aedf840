import { AuditError } from './audit-error.ts';
import type { AuditContext, AuditFields } from './audit-fields.ts';
import { createChain, type Chain } from './chain.ts';
import { checkAuditOptions } from './check-audit-options.ts';
import { readNames } from './names-text.ts';
import { parseSecret, type AuditKey, type AuditSecret, type WrappedAuditKey } from './parse-secret.ts';
import { createLineWriter } from './write-line.ts';

export interface AuditLogOptions {
  /**
   * Secret for the MACs. Without it the log shows accidents only. Forget your own copy once the log is made: the log keeps a key that
   * cannot be turned back, but a secret that stays in the environment is there for whatever runs later.
   */
  readonly key?: AuditKey | WrappedAuditKey | undefined;
  /** Whether records count themselves in CloudWatch (metric `audit_records` in the namespace `Sallyport`); true. */
  readonly emf?: boolean | undefined;
  /** The only routes that may be printed, where all are known. Others are withheld. */
  readonly routes?: readonly string[] | undefined;
  /** The file descriptor to write to; 1. */
  readonly fd?: number | undefined;
}

export interface AuditLog {
  /**
   * Writes one line about an invocation, at once. Prints the members of {@link AuditFields} and {@link AuditContext} and nothing else.
   * Throws `ERR_AUDIT_WRITE` where it cannot be written and `ERR_AUDIT_CLOSED` after `close`; never because of a value.
   */
  readonly record: (context: AuditContext, fields: AuditFields) => void;
  /** Ends the chain with a signed line. */
  readonly close: () => void;
}

/**
 * A log of invocations that takes named fields and never the event, whose lines are chained, so that a change shows.
 * `sallyport audit verify` reads it. Nothing is written, and no key made, before the first record.
 *
 * Throws `ERR_AUDIT_OPTION`.
 */
export function createAuditLog(options: AuditLogOptions = {}): AuditLog {
  checkAuditOptions(options);
  const { emf = true, fd = 1 } = options;
  let secret = options.key === undefined ? undefined : parseSecret(options.key);
  const routes = options.routes === undefined ? undefined : new Set(options.routes);
  let chain: Chain | undefined;
  let isClosed = false;
  const onTerm = createTermination(() => chain?.sign('checkpoint'));

  const start = (context: AuditContext): Chain => {
    const crypto = process.getBuiltinModule('node:crypto');
    const started = createChain(crypto, {
      write: createLineWriter(fd),
      records: { emf, routes },
      secret,
      names: readNames(context),
    });
    forget(secret);
    secret = undefined;
    process.once('SIGTERM', onTerm);
    return started;
  };
  return {
    record: (context, fields) => {
      if (isClosed) throw new AuditError('ERR_AUDIT_CLOSED', 'the audit log is closed');
      chain ??= start(context);
      chain.record(context, fields);
    },
    close: () => {
      if (isClosed) return;
      isClosed = true;
      process.off('SIGTERM', onTerm);
      forget(secret);
      chain?.sign('end');
    },
  };
}

function forget(secret: AuditSecret | undefined): void {
  secret?.bytes.fill(0);
}

/** Signs what there is before the process ends, and lets it end as it would have. */
function createTermination(sign: () => void): () => void {
  return () => {
    try {
      sign();
    } catch {
      // A courtesy: there is nobody left to tell.
    }
    // A listener keeps Node from ending on the signal; when it was the only one, the signal is given again.
    if (process.listenerCount('SIGTERM') === 0) process.kill(process.pid, 'SIGTERM');
  };
}
