import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowerJavaScript } from '../../../src/code/javascript/lower.ts';
import { printStatements } from './print-ir.ts';
import { programs } from './programs.ts';

/** What a program leaves in `out`, or the kind of error that ends it. */
function run(program: string): string {
  const out: unknown[] = [];
  try {
    runInNewContext(`"use strict"; ${program}`, { out }, { timeout: 2000 });
  } catch (error) {
    return `${(error as Error).name} after ${describeValue(out)}`;
  }
  return describeValue(out);
}

function describeValue(value: unknown): string {
  const seen = new Set<unknown>();
  return JSON.stringify(value, (_key, v: unknown) => {
    if (typeof v === 'function') return 'function';
    if (typeof v === 'object' && v !== null && seen.has(v)) return 'seen';
    if (typeof v === 'object') seen.add(v);
    return v === undefined ? 'undefined' : typeof v === 'number' ? (Object.is(v, -0) ? '-0' : String(v)) : v;
  });
}

/** Every offset in the form, by looking at all of its objects. */
function findOffsets(value: unknown, into: number[] = []): number[] {
  if (typeof value !== 'object' || value === null) return into;
  for (const [key, child] of Object.entries(value)) {
    if ((key === 'at' || key === 'end') && typeof child === 'number') into.push(child);
    else findOffsets(child, into);
  }
  return into;
}

function expectOffsetsInside(text: string, value: unknown): void {
  const offsets = findOffsets(value);
  expect(offsets.filter((at) => at < 0 || at > text.length)).toEqual([]);
}

describe('any program', () => {
  it('means the same when it is lowered, and every place is inside the text', () => {
    fc.assert(
      fc.property(programs, (program) => {
        const result = lowerJavaScript('a.mjs', program);
        if (result.kind === 'failed') throw new Error(result.why);
        expectOffsetsInside(program, result.module.body);
        expect(run(printStatements(result.module.body))).toBe(run(program));
      }),
      { numRuns: 400 },
    );
  });

  it('lowers in every syntax without a throw, also when it is cut off', () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(
        programs,
        fc.nat(),
        fc.constantFrom('a.js', 'a.cjs', 'a.ts', 'a.tsx', 'a.jsx'),
        (program, cut, file) => {
          const text = program.slice(0, cut % (program.length + 1));
          const result = lowerJavaScript(file, text);
          expectOffsetsInside(text, result);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('lowers any text without a throw', () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => expectOffsetsInside(text, lowerJavaScript('a.ts', text))),
      { numRuns: 300 },
    );
  });
});

const corpus = join(import.meta.dirname, '../../../../../.samples');
/** Kept unread, so that what is measured on them stays honest. */
const heldOut = [
  'episoder',
  'python-sam-app',
  'aws-sam-websocket-api',
  'lambda-refarch-fileprocessing',
  'node_modules',
];

function* listCode(directory: string): Generator<string> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (heldOut.includes(entry.name)) continue;
    const path = join(directory, entry.name);
    if (entry.isDirectory()) yield* listCode(path);
    else if (/\.[cm]?[jt]sx?$/.test(entry.name)) yield path;
  }
}

describe.skipIf(!existsSync(corpus))('the sample applications', () => {
  it('lower without a failure', () => {
    const failed: string[] = [];
    let count = 0;
    for (const file of listCode(corpus)) {
      const text = readFileSync(file, 'utf8');
      const result = lowerJavaScript(file, text);
      count++;
      if (result.kind === 'failed') failed.push(`${file}: ${result.why}`);
      else expectOffsetsInside(text, result.module.body);
    }
    expect(failed).toEqual([]);
    expect(count).toBeGreaterThan(0);
  });
});
