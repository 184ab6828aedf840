import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Config } from '../src/config/config.ts';
import { readConfig } from '../src/config/read-config.ts';
import { createFolder } from './folder.ts';

const schema = JSON.parse(readFileSync(new URL('../schemas/config.schema.json', import.meta.url), 'utf8')) as object;
const isValid = new Ajv2020({ strict: true, strictRequired: false }).compile(schema);

/** Through the one way in: a file on the disk. */
async function read(text: string, name = 'sallyport.config.json'): Promise<Config> {
  return await readConfig(undefined, createFolder({ [name]: text }), '/');
}

const good = {
  $schema: './config.schema.json',
  failOn: 'medium',
  baseline: 'baseline.json',
  only: ['PERM001'],
  skip: ['shared-role'],
  trustedAccounts: ['111122223333'],
  suggestions: true,
  importSuppressions: true,
  params: { Stage: 'prod', Count: 3 },
  ignore: [{ rule: 'PERM003', path: 'legacy/**', reason: 'goes away', until: '2027-01-31' }],
};

describe('readConfig', () => {
  it('reads everything that the schema allows', async () => {
    const folder = createFolder({ 'sallyport.config.json': JSON.stringify(good, null, 2) });
    const config = await readConfig(undefined, folder, '/');
    expect(isValid(good)).toBe(true);
    expect(config).toEqual({
      failOn: 'medium',
      baseline: `${folder}/baseline.json`,
      only: ['PERM001'],
      skip: ['shared-role'],
      trustedAccounts: ['111122223333'],
      suggestions: true,
      importSuppressions: true,
      params: new Map([
        ['Stage', 'prod'],
        ['Count', '3'],
      ]),
      ignore: [
        {
          rules: ['PERM003'],
          path: 'legacy/**',
          reason: 'goes away',
          until: '2027-01-31',
          where: 'sallyport.config.json:21:5',
        },
      ],
    });
  });

  it.each([
    [{ failon: 'high' }, '1:2` has an unknown key `failon`'],
    [{ failOn: 'hgh' }, '1:11` `failOn` is none of'],
    [{ failOn: 3 }, '1:11` `failOn` is not a text'],
    [{ ignore: {} }, '1:11` `ignore` is not a list'],
    [{ ignore: [{ rule: 'PERM001', path: 'x' }] }, '1:12` gives no `reason`'],
    [{ ignore: [{ rule: 'PERM001', reason: 'x' }] }, '1:12` has neither `path` nor `resource`'],
    [{ ignore: [{ path: 'x', reason: 'x' }] }, '1:12` names no `rule`'],
    [{ ignore: [{ rule: 'PERM001', path: 'x', reason: 'x', until: 'soon' }] }, '1:62` `until` is not a day'],
    [{ ignore: [{ rul: 'PERM001' }] }, '1:13` has an unknown key `rul`'],
    [{ params: [] }, '1:11` `params` is not an object'],
    [{ params: { A: {} } }, '1:16` parameter `A` is not a text'],
    [{ suggestions: 'yes' }, '1:16` `suggestions` is neither true nor false'],
    [{ trustedAccounts: ['1234'] }, '1:20` `1234` is not an account of 12 digits'],
    [{ only: [1] }, '1:10` `only` is not a list of texts'],
    [[], '1:1` the config is not an object'],
  ])('refuses %j with its place, as the schema does', async (data, message) => {
    await expect(read(JSON.stringify(data))).rejects.toThrow(`config \`sallyport.config.json:${message}`);
    expect(isValid(data)).toBe(false);
  });

  it('asks what was meant', async () => {
    await expect(read('{"failon":"high"}')).rejects.toMatchObject({ help: 'did you mean `failOn`?' });
    await expect(read('{"failOn":"hihg"}')).rejects.toMatchObject({ help: 'did you mean `high`?' });
  });

  it('finds the one in the scanned folder, in JSON or YAML, with a byte order mark and CRLF', async () => {
    const text = 'ignore:\n  # Why not.\n  - { rule: PERM001, path: a, reason: b, until: 2027-01-31 }\n';
    expect((await read('\uFEFF{\r\n\t"failOn": "low"\r\n}')).failOn).toBe('low');
    const [entry] = (await read(text, 'sallyport.config.yaml')).ignore;
    expect(entry).toMatchObject({ until: '2027-01-31', where: 'sallyport.config.yaml:3:5' });
  });

  it('takes none of two that lie side by side, unless one is named', async () => {
    const folder = createFolder({
      'sallyport.config.json': '{"failOn":"low"}',
      'sallyport.config.yaml': 'failOn: never\n',
    });
    const message = 'there are two configs, `sallyport.config.json` and `sallyport.config.yaml`';
    await expect(readConfig(undefined, folder, '/')).rejects.toThrow(message);
    expect((await readConfig('sallyport.config.yaml', folder, folder)).failOn).toBe('never');
  });

  it('asks for a day that exists', async () => {
    const ignore = [{ rule: 'PERM001', path: 'x', reason: 'x', until: '2027-02-30' }];
    await expect(read(JSON.stringify({ ignore }))).rejects.toThrow('not a day');
  });

  it('does without, and with an empty one', async () => {
    expect((await readConfig(undefined, createFolder({}), '/')).ignore).toEqual([]);
    expect((await read('# Nothing yet.\n', 'sallyport.config.yml')).ignore).toEqual([]);
  });

  it.each([
    ['bad.json', '{\n  no', 'cannot be parsed'],
    ['lax.json', '{"only": ["PERM001",]}', 'cannot be parsed'],
    ['cut.json', '{"failOn": "high"', 'cannot be parsed'],
    ['bad.yaml', 'a: [', 'bad.yaml:1:6` cannot be parsed'],
    ['two.yaml', 'failOn: low\n---\nfailOn: high\n', 'two.yaml:3:1` cannot be parsed: a second document'],
    ['twice.yaml', 'failOn: low\nfailOn: high\n', 'twice.yaml:2:1` cannot be parsed: '],
  ])('says what is wrong with %s', async (name, text, message) => {
    const folder = createFolder({ [name]: text });
    await expect(readConfig(name, folder, folder)).rejects.toThrow(message);
    await expect(readConfig('none.json', folder, folder)).rejects.toThrow('config `none.json` cannot be read');
  });

  it('takes what the schema takes, and nothing else', async () => {
    const text = fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom('x', 'PERM001') },
      { weight: 1, arbitrary: fc.constantFrom<unknown>('', ' ', 1, true, null, ['a'], [], {}) },
    );
    const entry = fc.record(
      {
        rule: text,
        rules: fc.oneof(text, fc.array(text, { maxLength: 2 })),
        path: text,
        resource: text,
        advisory: text,
        package: text,
        reason: text,
        until: fc.constantFrom<unknown>('2027-01-31', '2028-02-29', '2027-06-01', 'soon'),
      },
      { requiredKeys: ['reason'] },
    );
    const config = fc.record(
      {
        $schema: fc.constant('x'),
        failOn: fc.constantFrom<unknown>('high', 'low', 'never', 'High'),
        baseline: text,
        only: text,
        skip: fc.array(text, { maxLength: 3 }),
        importSuppressions: fc.constantFrom<unknown>(true, 'yes'),
        suggestions: fc.constantFrom<unknown>(true, false, 'true'),
        trustedAccounts: fc.constantFrom<unknown>('012345678901', ['111122223333'], ['1']),
        params: fc.oneof(fc.dictionary(fc.string(), text, { maxKeys: 2, noNullPrototype: true }), text),
        ignore: fc.oneof(fc.array(entry, { maxLength: 2 }), text),
      },
      { requiredKeys: [] },
    );
    const seen = new Set<boolean>();
    await fc.assert(
      fc.asyncProperty(config, async (data) => {
        const isTaken = await read(JSON.stringify(data)).then(
          () => true,
          () => false,
        );
        expect(isTaken).toBe(isValid(data));
        seen.add(isTaken);
      }),
      { numRuns: 500 },
    );
    expect(seen.size).toBe(2);
  });
});
