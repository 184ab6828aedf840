import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPackageReader } from '../../../src/deps/package-readers.ts';
import type { PackageRef } from '../../../src/deps/package.ts';
import { parseSbom } from '../../../src/deps/sbom/parse-sbom.ts';
import { printCycloneDx } from '../../../src/deps/sbom/print-cyclonedx.ts';
import { printSpdx } from '../../../src/deps/sbom/print-spdx.ts';
import { parsePurl, toPurl } from '../../../src/deps/sbom/purl.ts';
import type { SbomSource, SbomSubject } from '../../../src/deps/sbom/sbom.ts';
import { createMemoryHost } from '../../memory-host.ts';
import { npmSamples } from '../readers/npm-samples.ts';
import { pythonSamples } from '../readers/python-samples.ts';

const subject: SbomSubject = {
  name: 'orders',
  tool: { name: 'sallyport', version: '0.1.0' },
  created: '2026-11-21T00:00:00Z',
  uuid: '3e671687-395b-41f5-a30f-a58921a69b79',
};

const sources: readonly SbomSource[] = [...npmSamples, ...pythonSamples].map(({ file, text, beside = {} }, i) => {
  const reader = findPackageReader(file);
  const host = createMemoryHost({ ...beside, [file]: text });
  return { packages: reader?.parse(text, file, { host }).packages ?? [], functions: i % 2 === 0 ? ['Orders'] : [] };
});

const SCHEMAS = new URL('../../../../../node_modules/@cyclonedx/cyclonedx-library/res/schema/', import.meta.url);
const findSchema = (name: string): object => JSON.parse(readFileSync(new URL(name, SCHEMAS), 'utf8')) as object;

describe.each([
  { format: 'CycloneDX', print: printCycloneDx },
  { format: 'SPDX', print: printSpdx },
])('a bill of materials as $format', ({ print }) => {
  const text = print(sources, subject);

  it('is the same for the same packages', () => {
    expect(print([...sources].reverse(), subject)).toBe(text);
  });

  it('can be read again: every package, what it is for and what it needs', () => {
    const { packages, diagnostics } = parseSbom(text, 'bom.json');
    expect(diagnostics).toEqual([]);
    const [source] = [{ packages, functions: [] }];
    const versions = (all: readonly SbomSource[]): readonly string[] =>
      [...new Set(all.flatMap(({ packages: refs }) => refs.map((ref) => `${ref.name}@${ref.version}`)))].toSorted();
    expect(versions([source])).toEqual(versions(sources));
    const axios = packages.find(({ name, version }) => name === 'axios' && version === '1.6.2');
    const needed = axios?.requires?.map((index) => packages[index]?.name);
    expect(needed).toContain('follow-redirects');
    expect(axios?.direct).toBe(true);
    expect(packages.filter(({ name }) => name === 'vitest').every(({ dev }) => dev)).toBe(true);
  });

  it('is read with the line of each package', () => {
    const { packages } = parseSbom(text, 'bom.json');
    const lines = text.split('\n');
    for (const { line = 0, name } of packages) {
      expect(lines.slice(line - 1, line + 40).join('\n')).toContain(name.slice(name.indexOf('/') + 1));
    }
  });

  it('is told to be cut off, and read as far as it goes', () => {
    for (let at = 1; at < text.length - 2; at += 997) {
      const { diagnostics } = parseSbom(text.slice(0, at), 'bom.json');
      expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
    }
  });
});

describe('CycloneDX', () => {
  it('is what its schema asks for', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    ajv.addSchema(findSchema('spdx.SNAPSHOT.schema.json'), 'http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json');
    ajv.addSchema(
      findSchema('jsf-0.82.SNAPSHOT.schema.json'),
      'http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json',
    );
    ajv.addSchema(
      findSchema('cryptography-defs.SNAPSHOT.schema.json'),
      'http://cyclonedx.org/schema/cryptography-defs.SNAPSHOT.schema.json',
    );
    const validate = ajv.compile(findSchema('bom-1.6.SNAPSHOT.schema.json'));
    validate(JSON.parse(printCycloneDx(sources, subject)));
    expect(validate.errors).toBeNull();
    validate(JSON.parse(printCycloneDx([], subject)));
    expect(validate.errors).toBeNull();
  });

  it('says which function ships a package', () => {
    const { dependencies } = JSON.parse(printCycloneDx(sources, subject)) as {
      readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
    };
    expect(dependencies.find(({ ref }) => ref === 'function:Orders')?.dependsOn).toContain('pkg:npm/axios@1.6.2');
  });
});

/** The parts of the schema of SPDX 2.3 that a bill of materials touches; no package carries the schema itself. */
describe('SPDX', () => {
  const document = JSON.parse(printSpdx(sources, subject)) as Readonly<Record<string, unknown>>;
  const packages = document['packages'] as readonly Readonly<Record<string, unknown>>[];

  it('has what SPDX 2.3 asks of a document', () => {
    expect(document).toMatchObject({
      spdxVersion: 'SPDX-2.3',
      dataLicense: 'CC0-1.0',
      SPDXID: 'SPDXRef-DOCUMENT',
      name: 'orders',
    });
    expect(document['documentNamespace']).toMatch(/^urn:uuid:[\da-f-]{36}$/);
    expect(document['creationInfo']).toEqual({
      created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      creators: ['Tool: sallyport-0.1.0'],
    });
  });

  it('has what SPDX 2.3 asks of packages and relations', () => {
    const ids = packages.map((one) => one['SPDXID']);
    expect(new Set(ids).size).toBe(ids.length);
    for (const one of packages) {
      expect(one['SPDXID']).toMatch(/^SPDXRef-[\dA-Za-z.-]+$/);
      expect(one).toMatchObject({
        name: expect.any(String),
        downloadLocation: expect.any(String),
        filesAnalyzed: false,
      });
    }
    const known = new Set([...ids, 'SPDXRef-DOCUMENT']);
    const relations = document['relationships'] as readonly Readonly<Record<string, string>>[];
    const kinds = ['DESCRIBES', 'DEPENDS_ON', 'DEPENDENCY_OF', 'DEV_DEPENDENCY_OF', 'OPTIONAL_DEPENDENCY_OF'];
    for (const { spdxElementId, relatedSpdxElement, relationshipType } of relations) {
      expect([known.has(spdxElementId), known.has(relatedSpdxElement), kinds.includes(relationshipType ?? '')]).toEqual(
        [true, true, true],
      );
    }
  });
});

describe('a package URL', () => {
  it.each([
    ['pkg:npm/%40scope/name@1.0.0', { ecosystem: 'npm', name: '@scope/name', version: '1.0.0' }],
    ['pkg:npm/@scope/name@1.0.0?arch=x#sub', { ecosystem: 'npm', name: '@scope/name', version: '1.0.0' }],
    ['pkg:pypi/Django_Rest@4.0%2Blocal', { ecosystem: 'PyPI', name: 'django-rest', version: '4.0+local' }],
    ['pkg:npm/axios', { ecosystem: 'npm', name: 'axios', version: null }],
    ['pkg:maven/org/name@1', undefined],
    ['axios@1.0.0', undefined],
    ['pkg:npm/%E0%A4@1', { ecosystem: 'npm', name: '%E0%A4', version: '1' }],
  ])('%s', (purl, named) => {
    expect(parsePurl(purl)).toEqual(named);
  });

  it('names the package that it was made of', () => {
    const name = fc.stringMatching(/^(?:@[a-z\d-]{1,8}\/)?[a-z\d][a-z\d._-]{0,12}$/);
    fc.assert(
      fc.property(name, fc.option(fc.stringMatching(/^[\d.+~a-z-]{1,12}$/)), (one, version) => {
        const ref: PackageRef = { ecosystem: 'npm', name: one, version, file: 'f', direct: true, dev: false };
        expect(parsePurl(toPurl(ref))).toEqual({ ecosystem: 'npm', name: one, version });
      }),
    );
  });
});

describe('other documents', () => {
  it.each(['', '[]', 'null', '{}', '{"bomFormat":"SPDX"}', '{"spdxVersion":"SPDX-3.0"}', '<bom/>'])(
    '%j is an error',
    (text) => {
      expect(parseSbom(text, 'bom.json').diagnostics).toContainEqual(
        expect.objectContaining({ severity: 'error', file: 'bom.json' }),
      );
    },
  );

  it('counts what it has no use for', () => {
    const text = '{"bomFormat":"CycloneDX","components":[{"type":"library","name":"gin","purl":"pkg:golang/gin@1"}]}';
    expect(parseSbom(text, 'bom.json').diagnostics).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('1 component') },
    ]);
  });
});
