import { readFileSync } from 'node:fs';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseConfig } from '../src/config/parse-config.ts';
import { readConfig } from '../src/config/read-config.ts';

const schema = JSON.parse(readFileSync(new URL('../schemas/config.schema.json', import.meta.url), 'utf8')) as object;
const isValid = new Ajv2020({ strict: true, strictRequired: false }).compile(schema);

const good = {
  $schema: './config.schema.json',
  failOn: 'medium',
  baseline: 'baseline.json',
  only: ['PERM001'],
  skip: ['shared-role'],
  trustedAccounts: ['111122223333'],
  suggestions: true,
  params: { Stage: 'prod', Count: 3 },
  ignore: [{ rule: 'PERM003', path: 'legacy/**', reason: 'goes away', until: '2027-01-31' }],
};

describe('parseConfig', () => {
  it('reads everything that the schema allows', () => {
    const config = parseConfig(good, 'c.json', '/app');
    expect(isValid(good)).toBe(true);
    expect(config).toMatchObject({
      failOn: 'medium',
      baseline: '/app/baseline.json',
      only: ['PERM001'],
      skip: ['shared-role'],
      trustedAccounts: ['111122223333'],
      suggestions: true,
    });
    expect([...config.params]).toEqual([
      ['Stage', 'prod'],
      ['Count', '3'],
    ]);
    expect(config.ignore).toEqual([
      { rules: ['PERM003'], path: 'legacy/**', reason: 'goes away', until: '2027-01-31', where: 'c.json: ignore[0]' },
    ]);
  });

  it.each([
    [{ failon: 'high' }, /unknown key `failon`/],
    [{ failOn: 'hgh' }, /`failOn` is none of/],
    [{ ignore: {} }, /`ignore` is not a list/],
    [{ ignore: [{ rule: 'PERM001', path: 'x' }] }, /gives no `reason`/],
    [{ ignore: [{ rule: 'PERM001', reason: 'x' }] }, /neither `path` nor `resource`/],
    [{ ignore: [{ path: 'x', reason: 'x' }] }, /names no `rule`/],
    [{ ignore: [{ rule: 'PERM001', path: 'x', reason: 'x', until: 'soon' }] }, /not a day/],
    [{ params: [] }, /`params` is not an object/],
    [{ params: { A: {} } }, /parameter `A`/],
    [{ suggestions: 'yes' }, /`suggestions` is neither true nor false/],
    [{ only: [1] }, /not a list of texts/],
    [{ trustedAccounts: ['1234'] }, /not an account of 12 digits/],
    [[], /not an object/],
  ])('refuses %j, as the schema does', (data, message) => {
    expect(() => parseConfig(data, 'c.json', '/app')).toThrow(message);
    expect(isValid(data)).toBe(false);
  });
});

describe('readConfig', () => {
  const createFolder = (files: Readonly<Record<string, string>>): string => {
    const folder = mkdtempSync(join(tmpdir(), 'sallyport-config-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return folder;
  };

  it('finds the one in the scanned folder, in JSON or YAML', async () => {
    const json = createFolder({ 'sallyport.config.json': '{"failOn":"low"}' });
    const text = 'ignore:\n  - { rule: PERM001, path: a, reason: b, until: 2027-01-31 }\n';
    const yaml = createFolder({ 'sallyport.config.yaml': text });
    expect((await readConfig(undefined, json, '/')).failOn).toBe('low');
    expect((await readConfig(undefined, yaml, '/')).ignore[0]?.until).toBe('2027-01-31');
  });

  it('asks for a day that exists', () => {
    const ignore = [{ rule: 'PERM001', path: 'x', reason: 'x', until: '2027-02-30' }];
    expect(() => parseConfig({ ignore }, 'c.json', '/app')).toThrow(/not a day/);
  });

  it('does without', async () => {
    expect((await readConfig(undefined, createFolder({}), '/')).ignore).toEqual([]);
  });

  it('says what is wrong with a named one', async () => {
    const folder = createFolder({ 'bad.json': '{\n  no', 'bad.yaml': 'a: [' });
    await expect(readConfig('none.json', folder, folder)).rejects.toThrow('config `none.json` cannot be read');
    await expect(readConfig('bad.json', folder, folder)).rejects.toThrow(
      /^config `bad.json` cannot be parsed: .* \(2:3\)$/,
    );
    await expect(readConfig('bad.yaml', folder, folder)).rejects.toThrow('config `bad.yaml` cannot be parsed');
  });
});
