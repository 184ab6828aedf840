import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toGatewayModel, type DialectName } from '../../src/schema/index.ts';
import { loadValidator, type Validator } from './load-validator.ts';

const SET = 'json-schema-test-suite';
const SHARED = process.env['SALLYPORT_SHARED'] ?? join(import.meta.dirname, '../../../../../shared');
const FOLDER = join(SHARED, 'data', SET);
const isHere = existsSync(FOLDER);
if (!isHere) console.log(`SKIPPED conformance: shared/data/${SET} is not here`);

interface Group {
  readonly file: string;
  readonly kind: 'required' | 'optional' | 'format';
  readonly description: string;
  readonly schema: unknown;
  readonly tests: readonly { readonly description: string; readonly data: unknown; readonly valid: boolean }[];
}

const read = (name: string): unknown => JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));

const dialects: readonly (readonly [string, DialectName])[] = [
  ['draft4', 'draft-04'],
  ['draft6', 'draft-06'],
  ['draft7', 'draft-07'],
  ['draft2019-09', '2019-09'],
  ['draft2020-12', '2020-12'],
];

/** Formats are checked in every dialect: a schema that names one means it. The suite has them describe only, since 2019-09. */
const isDeliberate = (failure: string): boolean => failure.endsWith('is only an annotation by default');

function run(group: Group, dialect: DialectName, schemas: Readonly<Record<string, unknown>>): readonly string[] {
  let validator: Validator | undefined;
  try {
    validator = loadValidator(group.schema, { dialect, schemas, lint: false });
  } catch {
    // Every test of the group counts as failed.
  }
  return group.tests
    .filter(({ data, valid }) => validator?.(data) !== valid)
    .map((test) => `${group.file}: ${group.description}: ${test.description}`);
}

describe.skipIf(!isHere)('JSON Schema Test Suite', () => {
  describe.each(dialects)('%s', (file, dialect) => {
    const groups = isHere ? (read(file) as readonly Group[]) : [];
    const remotes = isHere ? (read('remotes') as Readonly<Record<string, unknown>>) : {};

    it.each(['required', 'optional', 'format'] as const)('%s', (kind) => {
      const chosen = groups.filter((group) => group.kind === kind);
      const failures = chosen.flatMap((group) => run(group, dialect, remotes));
      const total = chosen.reduce((sum, { tests }) => sum + tests.length, 0);
      const share = ((100 * (total - failures.length)) / total).toFixed(2);
      console.log(`${file} ${kind}: ${total - failures.length} of ${total} (${share} %)`);
      if (kind === 'required') expect(failures.filter((failure) => !isDeliberate(failure))).toEqual([]);
    });

    it('has models for API Gateway that are never stricter', () => {
      const strict = groups
        .filter(({ kind }) => kind === 'required')
        .flatMap((group) => {
          const options = { dialect, schemas: remotes, lint: false };
          const { model } = toGatewayModel(group.schema, options);
          const validator = loadValidator(model, { dialect: 'draft-04', lint: false });
          const valid = loadValidator(group.schema, options);
          return group.tests
            .filter(({ data }) => valid(data) && !validator(data))
            .map((test) => `${group.file}: ${group.description}: ${test.description}`);
        });
      expect(strict).toEqual([]);
    });
  });
});
