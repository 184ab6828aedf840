import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createAuditLog,
  type AuditContext,
  type AuditFields,
  type AuditLog,
  type AuditLogOptions,
} from '../../src/audit-log/index.ts';

export const context: AuditContext = {
  functionName: 'orders',
  functionVersion: '$LATEST',
  awsRequestId: '8476a536-e9f4-41e8-9739-2dfe598c3fcd',
  logGroupName: '/aws/lambda/orders',
  logStreamName: '2026/11/21/[$LATEST]4459c970fa6d4c77aca62c95850fce54',
  getRemainingTimeInMillis: () => 2999,
};

export const fields: AuditFields = { source: 's3', outcome: 'accepted', route: 'orders-bucket', durationMs: 1.5 };

/** What is written to the log while `use` runs, line by line. */
export function readLog(use: (log: AuditLog) => void, options: AuditLogOptions = {}): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-audit-'));
  const file = join(folder, 'log');
  const fd = openSync(file, 'w');
  try {
    const log = createAuditLog({ ...options, fd });
    use(log);
    log.close();
    const text = readFileSync(file, 'latin1');
    return text === '' ? [] : text.replace(/\n$/, '').split('\n');
  } finally {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  }
}

export const parse = (line: string | undefined): Record<string, unknown> =>
  JSON.parse(line ?? '') as Record<string, unknown>;
