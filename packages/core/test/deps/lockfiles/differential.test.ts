import { parseSyml, stringifySyml } from '@yarnpkg/parsers';
import fc from 'fast-check';
import { dump, load } from 'js-yaml';
import { parse as parseToml, stringify as stringifyToml } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { findPackageReader } from '../../../src/deps/package-readers.ts';
import { createMemoryHost } from '../../memory-host.ts';

/** What the scanners must agree on with parsers that read the whole notation. */
function read(file: string, text: string): readonly string[] {
  const reading = findPackageReader(file)?.parse(text, file, { host: createMemoryHost({ [file]: text }) });
  expect(reading?.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return distinct((reading?.packages ?? []).map(({ name, version }) => `${name}@${version}`));
}

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)].toSorted();

const part = fc.stringMatching(/^[a-z\d][a-z\d._-]{0,10}$/);
const name = fc.oneof(
  part,
  fc.tuple(part, part).map(([scope, own]) => `@${scope}/${own}`),
  fc.constantFrom('__proto__', 'constructor', 'true', 'null', '1', '1e3'),
);
const version = fc.stringMatching(/^[1-9]\d?\.\d\.\d{1,3}(?:-[a-z]{1,5}\.\d)?$/);
const range = fc.oneof(
  version.map((one) => `^${one}`),
  fc.constantFrom('*', '>=1 <2', '1 || 2', '~1.0', 'latest', '1.x'),
);
const text = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.constantFrom('a: b', "it's", '"q"', '# no', '- x', 'a\nb: c\n', '|', '{a: b}', '@x', 'packages:'),
);
const packages = fc.uniqueArray(fc.record({ name, version, range, text, dev: fc.boolean() }), {
  minLength: 1,
  maxLength: 12,
  selector: (one) => `${one.name}@${one.version}`,
});

const own = (record: object, entries: readonly (readonly [string, unknown])[]): object => {
  for (const [key, value] of entries)
    Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true });
  return record;
};

/** Yarn 1 writes no colon between a field and its text, which stands in quotes. */
const toClassic = (syml: string): string =>
  syml.replaceAll(
    /^( +)("[^"]*"|[^\s"]+?): (?:"([^"]*)"|(.*))$/gm,
    (_, blank: string, key: string, quoted?: string, plain?: string) => `${blank}${key} "${quoted ?? plain ?? ''}"`,
  );

describe('yarn.lock against the parser of yarn', () => {
  it.each([{ isBerry: false }, { isBerry: true }])('gives the same packages: %o', ({ isBerry }) => {
    fc.assert(
      fc.property(packages, (generated) => {
        // The grammar of yarn 1 that is the oracle here knows no name that begins with `_`.
        const all = isBerry ? generated : generated.filter((one) => !one.name.startsWith('_'));
        fc.pre(all.length > 0);
        const blocks = all.map((one) => {
          const needs = own(
            {},
            all.map((other) => [other.name, other.range] as const),
          );
          const resolution = isBerry ? { resolution: `${one.name}@npm:${one.version}` } : {};
          return [
            `${one.name}@${isBerry ? 'npm:' : ''}${one.range}`,
            { version: one.version, ...resolution, dependencies: needs },
          ] as const;
        });
        const syml = stringifySyml(own(isBerry ? { __metadata: { version: 8 } } : {}, blocks));
        const written = isBerry ? syml : `# yarn lockfile v1\n\n\n${toClassic(syml)}`;
        const parsed = parseSyml(written) as Record<string, { version: string }>;
        const keys = Object.keys(parsed).filter((key) => key !== '__metadata');
        const expected = keys.map((key) => `${key.slice(0, key.indexOf('@', 1))}@${parsed[key]?.version}`);
        expect(read('yarn.lock', written)).toEqual(distinct(expected));
      }),
      { numRuns: 200 },
    );
  });
});

describe('pnpm-lock.yaml against a parser of YAML', () => {
  it('gives the same packages, however the YAML is written', () => {
    const style = fc.record({
      flowLevel: fc.constantFrom(-1, 3),
      quotingType: fc.constantFrom('"' as const, "'" as const),
      forceQuotes: fc.boolean(),
    });
    fc.assert(
      fc.property(packages, style, (all, options) => {
        const entries = all.map(
          (one) =>
            [
              `${one.name}@${one.version}`,
              { resolution: { integrity: 'sha512-x' }, deprecated: one.text, cpu: ['x64'] },
            ] as const,
        );
        const snapshots = all.map((one) => [`${one.name}@${one.version}`, {}] as const);
        const document = { lockfileVersion: '9.0', packages: own({}, entries), snapshots: own({}, snapshots) };
        const written = dump(document, { lineWidth: -1, ...options });
        const parsed = load(written) as { packages: object };
        expect(read('pnpm-lock.yaml', written)).toEqual(distinct(Object.keys(parsed.packages)));
      }),
      { numRuns: 200 },
    );
  });
});

describe('package-lock.json against JSON.parse', () => {
  it('gives the same packages, however the JSON is indented', () => {
    fc.assert(
      fc.property(packages, fc.nat(4), (all, indent) => {
        const entries = all.map(
          (one) => [`node_modules/${one.name}`, { version: one.version, license: one.text, dev: one.dev }] as const,
        );
        const written = JSON.stringify({ lockfileVersion: 3, packages: own({}, entries) }, null, indent);
        const parsed = JSON.parse(written) as { packages: Record<string, { version: string }> };
        const expected = Object.entries(parsed.packages).map(
          ([key, entry]) => `${key.slice('node_modules/'.length)}@${entry.version}`,
        );
        expect(read('package-lock.json', written)).toEqual(distinct(expected));
      }),
      { numRuns: 200 },
    );
  });
});

describe('TOML, block by block', () => {
  it('gives the same packages as the whole, also where a block is broken', () => {
    fc.assert(
      fc.property(packages, (all) => {
        const named = all
          .filter((one) => /^[a-z\d]/.test(one.name))
          .map((one) => ({ ...one, name: one.name.replaceAll(/[-_.]+/g, '-') }));
        fc.pre(named.length > 0);
        const written = stringifyToml({
          version: 1,
          package: named.map((one) => ({ name: one.name, version: one.version, description: one.text })),
        });
        const expected = distinct(
          (parseToml(written)['package'] as { name: string; version: string }[]).map(
            (one) => `${one.name}@${one.version}`,
          ),
        );
        expect(read('uv.lock', written)).toEqual(expected);
        const host = createMemoryHost({});
        const broken = findPackageReader('uv.lock')?.parse(`${written}\n[[package]]\nname = \n`, 'uv.lock', { host });
        expect(distinct((broken?.packages ?? []).map((one) => `${one.name}@${one.version}`))).toEqual(expected);
        expect(broken?.diagnostics).toMatchObject([{ severity: 'error', file: 'uv.lock' }]);
      }),
      { numRuns: 100 },
    );
  });
});
