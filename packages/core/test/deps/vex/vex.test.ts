import { describe, expect, it } from 'vitest';
import type { PackageRef } from '../../../src/deps/package.ts';
import { findStatement } from '../../../src/deps/vex/find-statement.ts';
import { parseVex } from '../../../src/deps/vex/parse-vex.ts';
import { printOpenVex, type VexMatch } from '../../../src/deps/vex/print-openvex.ts';

const axios: PackageRef = {
  ecosystem: 'npm',
  name: 'axios',
  version: '1.6.2',
  file: 'package-lock.json',
  direct: true,
  dev: false,
};
const match: VexMatch = {
  id: 'GHSA-jr5f-v2jv-69x6',
  aliases: ['CVE-2025-27152'],
  ref: axios,
  status: 'not_affected',
  justification: 'vulnerable_code_not_in_execute_path',
  statement: 'no absolute URLs are passed',
};
const document = {
  id: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
  author: 'orders',
  created: '2026-11-21T00:00:00Z',
};

describe('OpenVEX', () => {
  it('is read as it was written', () => {
    const { statements, diagnostics } = parseVex(printOpenVex({ ...document, matches: [match] }), 'vex.json');
    expect(diagnostics).toEqual([]);
    expect(statements).toEqual([
      {
        ids: ['GHSA-jr5f-v2jv-69x6', 'CVE-2025-27152'],
        packages: [{ ecosystem: 'npm', name: 'axios', version: '1.6.2' }],
        status: 'not_affected',
        justification: 'vulnerable_code_not_in_execute_path',
        statement: 'no absolute URLs are passed',
        file: 'vex.json',
        line: 8,
      },
    ]);
  });

  it('always says why, or what to do', () => {
    const { justification, statement, ...bare } = match;
    const text = printOpenVex({ ...document, matches: [bare, { ...bare, status: 'affected' }] });
    expect([justification, statement]).not.toContain(undefined);
    expect(text).toMatch(/impact_statement[\s\S]*action_statement/);
  });

  it('names a statement that says nothing, and reads the others', () => {
    const good = '{"vulnerability":"CVE-1","status":"fixed"}';
    const text = `{"@context":"https://openvex.dev/ns","statements":[\n{"status":"fixed"},\n${good},\n{"vulnerability":"CVE-2","status":"fine"}]}`;
    const { statements, diagnostics } = parseVex(text, 'vex.json');
    expect(statements.map(({ ids, packages }) => [ids, packages])).toEqual([[['CVE-1'], []]]);
    expect(diagnostics.map(({ line }) => line)).toEqual([2, 4]);
  });
});

describe('CycloneDX', () => {
  it('says by its analysis whether an advisory matters', () => {
    const text = JSON.stringify({
      bomFormat: 'CycloneDX',
      components: [{ 'bom-ref': 'a', purl: 'pkg:npm/axios@1.6.2' }],
      vulnerabilities: [
        { id: 'CVE-2025-27152', analysis: { state: 'false_positive', detail: 'test only' }, affects: [{ ref: 'a' }] },
        { id: 'CVE-2024-1', affects: [{ ref: 'a' }] },
      ],
    });
    expect(parseVex(text, 'bom.json').statements).toMatchObject([
      { status: 'not_affected', statement: 'test only', packages: [{ name: 'axios', version: '1.6.2' }] },
      { status: 'under_investigation' },
    ]);
  });
});

describe('a statement', () => {
  const { statements } = parseVex(
    printOpenVex({ ...document, matches: [match, { ...match, status: 'affected' }] }),
    'vex.json',
  );

  it('is found by any name of the advisory, for its package, the last one first', () => {
    expect(findStatement(statements, ['CVE-2025-27152'], axios)?.status).toBe('affected');
    expect(findStatement(statements, ['CVE-2025-1'], axios)).toBeUndefined();
    expect(findStatement(statements, ['CVE-2025-27152'], { ...axios, version: '1.6.3' })).toBeUndefined();
    expect(findStatement(statements, ['CVE-2025-27152'], { ...axios, name: 'got' })).toBeUndefined();
  });
});

it.each(['', '[]', '{}', '{"@context":"https://example.org"}', '{"@context":"https://openvex.dev/ns","statements":'])(
  '%j is told to be no VEX',
  (text) => {
    expect(parseVex(text, 'vex.json').diagnostics).toContainEqual(expect.objectContaining({ severity: 'error' }));
  },
);
