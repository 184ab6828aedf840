import { describe, expect, it } from 'vitest';
import { printScanJson } from '../../src/formats/scan/json.ts';
import { createFinding, createResult, place } from '../sample-result.ts';
import { plainContext } from '../plain-context.ts';
import { findProblems } from '../schema.ts';

const print = (...args: Parameters<typeof createResult>): unknown =>
  JSON.parse(printScanJson(createResult(...args), plainContext));

describe('printScanJson', () => {
  it('keeps the contract', () => {
    const full = createFinding({
      resource: 'GetOrderRole',
      trace: [{ file: 'src/app.ts', line: 3, column: 1, message: 'calls GetItem' }],
      fix: { title: 'name the action', edits: [{ file: 'template.yaml', start: 3, end: 9, text: 'dynamodb:GetItem' }] },
      suppressed: { reason: 'known', until: '2027-01-31', where: 'template.yaml:3' },
    });
    const json = print([full, createFinding({ severity: 'info', at: place(1, 1) })]);
    expect(findProblems('scan', json)).toEqual([]);
    expect(json).toMatchObject({
      schemaVersion: 1,
      tool: { name: 'sallyport', version: '0.0.0-test' },
      root: 'orders',
      findings: [
        {
          rule: 'PERM002',
          file: 'template.yaml',
          line: 12,
          column: 7,
          endLine: 13,
          endColumn: 20,
          function: 'GetOrder',
        },
        {},
      ],
      diagnostics: [{ code: 'handler-not-found', severity: 'error', file: 'template.yaml', line: 31, column: 7 }, {}],
    });
  });

  it('keeps it with nothing to say', () => {
    expect(findProblems('scan', print([], { diagnostics: [] }))).toEqual([]);
  });
});
