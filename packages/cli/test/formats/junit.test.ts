import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScanResult } from '@sallyport/core';
import { printJunit } from '../../src/formats/scan/junit.ts';
import { plainContext } from '../plain-context.ts';
import { createFinding, createResult, place } from '../sample-result.ts';
import { parseXml } from './xml.ts';

const parse = (result: ScanResult, prefix = ''): ReturnType<typeof parseXml> =>
  parseXml(printJunit(result, plainContext, prefix));

describe('printJunit', () => {
  it('fails a case for each finding, skips what is accepted, and errs on what could not be read', () => {
    const suppressed = createFinding({ suppressed: { reason: 'known', where: 'x.yaml:3' } });
    const fix = { title: 'name the table', edits: [] };
    const root = parse(createResult([createFinding({ resource: 'Orders', fix }), suppressed]), 'backend/');
    const counts = { tests: '3', failures: '1', skipped: '1', errors: '1' };
    expect(root).toMatchObject({ name: 'testsuites', attributes: counts });
    const [suite] = root.children;
    expect(suite).toMatchObject({ name: 'testsuite', attributes: { name: 'orders', ...counts } });
    expect(suite?.children).toMatchObject([
      {
        name: 'testcase',
        attributes: {
          classname: 'backend/template.yaml',
          name: 'PERM002 service-wildcard (Orders) 12:7',
          file: 'backend/template.yaml',
          line: '12',
        },
        children: [{ name: 'failure', attributes: { type: 'high' } }],
      },
      { children: [{ name: 'skipped', attributes: { message: 'known (x.yaml:3)' } }] },
      { children: [{ name: 'error', attributes: { type: 'handler-not-found' } }] },
    ]);
    expect(suite?.children[0]?.children[0]?.text).toContain('\nfix: name the table');
  });

  it('passes one case where nothing is found', () => {
    const root = parse(createResult([], { diagnostics: [] }));
    expect(root.attributes).toMatchObject({ tests: '1', failures: '0', errors: '0' });
    expect(root.children[0]?.children).toMatchObject([{ attributes: { name: 'nothing found' }, children: [] }]);
  });

  it('is well-formed whatever stands in templates, and loses nothing that XML can hold', () => {
    const hostile = 'a<b>&amp;"\']]>\u0000\u001B[2J\uFFFE\uD800\t\n&#0;<!-- -->';
    const root = parse(createResult([createFinding({ message: hostile, at: place(1, 1, hostile) })]));
    expect(root.children[0]?.children[0]?.children[0]?.attributes['message']).toBe(
      'a<b>&amp;"\']]>\uFFFD\uFFFD[2J\uFFFD\uFFFD\t\n&#0;<!-- -->',
    );
  });

  it('is well-formed for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (message, file) => {
        const suppressed = { reason: message, where: file };
        const diagnostics = [{ code: 'x', severity: 'error', message, file } as const];
        const findings = [createFinding({ message, why: file, resource: message, at: place(1, 1, file), suppressed })];
        parse(createResult(findings, { diagnostics }), message);
      }),
    );
  });
});
