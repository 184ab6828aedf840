import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const file = `${process.env['SALLYPORT_SHARED'] ?? new URL('../../../../../../shared', import.meta.url).pathname}/data/access-analyzer-checks.json`;
const isHere = existsSync(file);
// eslint-disable-next-line no-console
if (!isHere) console.log('SKIPPED conformance: shared/data/access-analyzer-checks.json is not here');

/** Checks of our own, where AWS has none. */
const OWN = [
  'Condition always holds',
  'Policy size exceeds RCP quota',
  'Text too long',
  'Unsupported resource for action',
];

const read = (folder: string): string => {
  const path = new URL(`../../../src/iam/${folder}/`, import.meta.url).pathname;
  return readdirSync(path)
    .map((name) => readFileSync(join(path, name), 'utf8'))
    .join('\n');
};

describe('the checks of policies', () => {
  it.skipIf(!isHere)('go by the names of IAM Access Analyzer', () => {
    const published = JSON.parse(readFileSync(file, 'utf8')) as readonly { readonly name: string }[];
    const known = new Set([...published.map(({ name }) => name), ...OWN]);
    const source = read('policy') + read('lint');
    const severity = "'(?:error|warning|suggestion|security-warning)'";
    const used = [
      ...source.matchAll(new RegExp(`${severity},\\s*'([A-Z][\\w .-]+)'`, 'g')),
      ...source.matchAll(/(?:error|check)(?:\(|: )'([A-Z][\w -]+)'/g),
    ].map(([, name = '']) => name);
    expect(used.length).toBeGreaterThan(40);
    expect([...new Set(used)].filter((name) => !known.has(name))).toEqual([]);
  });
});
