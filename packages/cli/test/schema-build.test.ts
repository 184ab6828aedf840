import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../src/main.ts';
import { createFolder } from './folder.ts';
import { createTestIo } from './test-io.ts';

const order = JSON.stringify({
  $id: 'https://example.com/order',
  type: 'object',
  properties: { quantity: { type: 'integer', exclusiveMinimum: 0 }, id: { $ref: 'id' } },
  required: ['quantity'],
});
const id = JSON.stringify({ $id: 'https://example.com/id', type: 'string', propertyNames: { maxLength: 3 } });

describe('schema build', () => {
  it('writes a validator, its type and the model, and tells when they are stale', async () => {
    const cwd = createFolder({ 'order.schema.json': order, 'id.json': id });
    const io = createTestIo({ cwd });
    const args = ['schema', 'build', 'order.schema.json', 'id.json', '--out', 'built'];
    expect(await main([...args, '--check'], io)).toBe(1);
    expect(await main(args, io)).toBe(0);
    expect(io.err()).toContain('`propertyNames` cannot be said in draft-04; only the function checks it');
    for (const ending of ['validator.mjs', 'validator.d.mts', 'model.json'])
      expect(existsSync(join(cwd, 'built', `order.${ending}`))).toBe(true);
    const read = (name: string): string => readFileSync(join(cwd, 'built', name), 'utf8');
    expect(read('order.validator.d.mts')).toContain('{ "quantity": number; "id"?: string }');
    expect(JSON.parse(read('order.model.json'))).toMatchObject({
      $schema: 'http://json-schema.org/draft-04/schema#',
      properties: { quantity: { type: 'integer', minimum: 0, exclusiveMinimum: true } },
    });
    const { default: validate } = (await import(join(cwd, 'built/order.validator.mjs'))) as {
      default: (value: unknown) => boolean;
    };
    expect([validate({ quantity: 1, id: 'a' }), validate({ quantity: 0 })]).toEqual([true, false]);
    expect(await main([...args, '--check'], io)).toBe(0);
    writeFileSync(join(cwd, 'built/order.model.json'), '{}');
    expect(await main([...args, '--check'], io)).toBe(1);
  });

  it('tells of keywords that check nothing', async () => {
    const misspelt = JSON.stringify({
      typ: 'object',
      properties: { typ: { maxlength: 3, 'x-note': 1, nullable: true } },
    });
    const old = JSON.stringify({
      $schema: 'http://json-schema.org/draft-04/schema#',
      const: 5,
      items: { $ref: '#/definitions/a', title: 'an a', minimum: 3 },
      definitions: { a: { type: 'integer' } },
    });
    const io = createTestIo({ cwd: createFolder({ 'new.json': misspelt, 'old.json': old }) });
    expect(await main(['schema', 'build', 'new.json', 'old.json'], io)).toBe(0);
    expect(io.err().split('\n')).toEqual([
      'new.json#: `typ` is no keyword, and checks nothing; did you mean `type`?',
      'new.json#/properties/typ: `maxlength` is no keyword, and checks nothing; did you mean `maxLength`?',
      'new.json#/properties/typ: `nullable` is no keyword, and checks nothing',
      'old.json#: `const` checks nothing in draft-04: it is a keyword of other dialects',
      'old.json#/items: `minimum` checks nothing beside `$ref`, which stands alone in draft-04: put both into an `allOf`',
      '',
    ]);
  });

  it.each([
    [['schema'], 'a verb is missing'],
    [['schema', 'biuld', 'order.schema.json'], 'unknown verb `biuld`'],
    [['schema', 'build'], 'there is no schema to build'],
    [['schema', 'build', 'missing.json'], 'cannot read `missing.json`\nthere is no such file or folder\n'],
    [['schema', 'build', '.'], 'cannot read `.`\nit is a folder\n'],
    [['schema', 'build', 'slow.json/x.json'], 'a part of its path is no folder'],
    [['schema', 'build', 'broken.json'], '`broken.json` is not JSON\nbroken.json:1:2: '],
    [['schema', 'build', 'deep.json'], '`$schema` is nested deeper than 256 levels'],
    [['schema', 'build', 'slow.json'], '`pattern` can take exponential time'],
    [['schema', 'build', 'slow.json', '--dialect', 'draft-05'], 'unknown value `draft-05`'],
    [
      ['schema', 'build', 'slow.json', 'slow.schema.json', '--no-lint'],
      'two schemas would be written to `slow.validator.mjs`',
    ],
  ])('%j is misuse', async (args, message) => {
    const slow = JSON.stringify({ pattern: '^(a+)+$' });
    const deep = `${'{"not":'.repeat(5000)}true${'}'.repeat(5000)}`;
    const files = { 'slow.json': slow, 'slow.schema.json': slow, 'deep.json': deep, 'broken.json': '{' };
    const io = createTestIo({ cwd: createFolder(files) });
    expect(await main(args, io)).toBe(2);
    expect(io.err()).toContain(message);
    expect(io.err()).not.toMatch(/\bE[A-Z]{4,}\b/);
    expect(io.out()).toBe('');
  });
});
