import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileSchema, SchemaError } from '../../src/schema/index.ts';
import { findIssue, loadValidator } from './load-validator.ts';

const order = {
  type: 'object',
  properties: {
    user_id: { type: 'string', minLength: 1, maxLength: 64 },
    quantity: { type: 'integer', minimum: 1 },
    contact: { type: 'object', properties: { email: { type: 'string', format: 'email' } } },
    lines: { type: 'array', items: { type: 'object', required: ['sku'] } },
  },
  required: ['user_id', 'quantity'],
  additionalProperties: false,
};

const thrownBy = (schema: unknown, options = {}): SchemaError => {
  try {
    compileSchema(schema, options);
  } catch (error) {
    if (error instanceof SchemaError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('compileSchema', () => {
  it('says where and why, and never what', () => {
    const validate = loadValidator(order);
    expect(validate({ user_id: 'a', quantity: 1 })).toBe(true);
    const where = (value: unknown): unknown => {
      const { pointer, keyword } = findIssue(validate, value) ?? {};
      return [pointer, keyword];
    };
    expect(where({ user_id: 'a' })).toEqual(['/quantity', 'required']);
    expect(where({ user_id: 'a', quantity: 0 })).toEqual(['/quantity', 'minimum']);
    expect(where({ user_id: 'a', quantity: 1, contact: { email: 'x' } })).toEqual(['/contact/email', 'format']);
    expect(where({ user_id: 'a', quantity: 1, lines: [{ sku: 1 }, {}] })).toEqual(['/lines/1/sku', 'required']);
    expect(where({ user_id: 'a', quantity: 1, 'secret\n': 1 })).toEqual(['', 'additionalProperties']);
    expect(where([])).toEqual(['', 'type']);
    expect(JSON.stringify(validate['~standard'].validate({ user_id: 'hunter2', quantity: 'hunter2' }))).not.toContain(
      'hunter2',
    );
  });

  it('repeats names of the event only where they look like names', () => {
    const validate = loadValidator({ additionalProperties: { type: 'string' } });
    expect(findIssue(validate, { 'a.b-c_1': 1 })?.path).toEqual(['a.b-c_1']);
    expect(findIssue(validate, { 'a\r\nb': 1 })?.path).toEqual(['*']);
    expect(findIssue(validate, { ['a'.repeat(65)]: 1 })?.pointer).toBe('/*');
  });

  it('is a Standard Schema', () => {
    const { version, vendor, validate } = loadValidator({ const: 1 })['~standard'];
    expect([version, vendor, validate(1)]).toEqual([1, 'sallyport', { value: 1 }]);
  });

  it('looks at own properties only, and takes `__proto__` for a name like any other', () => {
    expect(loadValidator({ required: ['toString'] })({})).toBe(false);
    expect(loadValidator({ properties: { constructor: { type: 'string' } } })({})).toBe(true);
    const named: unknown = JSON.parse('{"properties":{"__proto__":{"type":"string"}},"additionalProperties":false}');
    expect(loadValidator(named)(JSON.parse('{"__proto__":1}'))).toBe(false);
    expect(loadValidator(named)(JSON.parse('{"__proto__":"a"}'))).toBe(true);
    const constant: unknown = JSON.parse('{"const":{"__proto__":{"a":1}}}');
    expect(loadValidator(constant)(JSON.parse('{"__proto__":{"a":1}}'))).toBe(true);
    expect(loadValidator(constant)({})).toBe(false);
    expect(({} as { a?: unknown }).a).toBeUndefined();
  });

  it('keeps what a schema says apart from code', () => {
    const evil = '"];globalThis.hacked=1;//\u2028`${1}';
    const validate = loadValidator(
      { properties: { [evil]: { const: evil } }, required: [evil], $anchor: 'a', enum: [{ [evil]: evil }] },
      { lint: false },
    );
    expect([validate({ [evil]: evil }), validate({ [evil]: 1 }), validate({})]).toEqual([true, false, false]);
    expect('hacked' in globalThis).toBe(false);
  });

  it('refuses what is nested too deep for it, instead of failing', () => {
    const validate = loadValidator({ properties: { a: { $ref: '#' } }, additionalProperties: false });
    let value: unknown = {};
    for (let i = 0; i < 200_000; i++) value = { a: value };
    expect(validate(value)).toBe(false);
    expect(findIssue(validate, value)?.keyword).toBe('depth');
  });

  it('checks each level once where branches refer back, and says the same', () => {
    const level = (k: number): object => ({
      type: 'object',
      properties: { a: { $ref: '#' }, k: { const: k } },
      required: ['k'],
    });
    const nest = (depth: number, inner: unknown): unknown => {
      let value = inner;
      for (let i = 0; i < depth; i++) value = { a: value, k: 2 };
      return value;
    };
    const dynamic = {
      $id: 'https://example.com/tree',
      $dynamicAnchor: 'node',
      oneOf: [
        { type: 'string' },
        ...[1, 2].map((k) => ({
          type: 'object',
          properties: { a: { $dynamicRef: '#node' }, k: { const: k } },
          required: ['k'],
        })),
      ],
    };
    for (const schema of [{ oneOf: [level(1), level(2), { type: 'string' }] }, dynamic]) {
      const check = loadValidator(schema);
      // Twice for each level would never end.
      expect([check(nest(80, 'x')), check(nest(80, 1)), check(nest(81, 'x')), check('x')]).toEqual([
        true,
        false,
        true,
        true,
      ]);
      expect(findIssue(check, nest(80, 1))).toMatchObject({ keyword: 'oneOf', pointer: '' });
    }
    const both = loadValidator({
      if: { properties: { a: { $ref: '#' } } },
      else: { properties: { a: { $ref: '#' } } },
      maximum: 5,
    });
    expect(both(nest(80, 5))).toBe(true);
    expect(findIssue(both, nest(80, 6))).toMatchObject({ keyword: 'maximum', pointer: '/a'.repeat(80) });
  });

  it('refuses schemas that mean nothing, and says where', () => {
    const wrong: readonly (readonly [unknown, string, string])[] = [
      [{ type: 'strnig' }, '#', 'type'],
      [{ properties: { a: { minLength: -1 } } }, '#/properties/a', 'minLength'],
      [{ properties: { 'a/b': { pattern: '(' } } }, '#/properties/a~1b', 'pattern'],
      [{ $ref: '#/$defs/missing' }, '#', '$ref'],
      [{ items: [{}] }, '#', 'items'],
      [{ $schema: 'https://example.com/own' }, '#', '$schema'],
      [{ allOf: {} }, '#', 'allOf'],
      [{ required: 'a' }, '#', 'required'],
      [{ multipleOf: 0 }, '#', 'multipleOf'],
      [null, '#', '$schema'],
      ['a', '#', '$schema'],
    ];
    for (const [schema, place, keyword] of wrong) {
      const { code, problems } = thrownBy(schema, { lint: false });
      expect([code, problems[0]?.place, problems[0]?.keyword]).toEqual(['ERR_BAD_SCHEMA', place, keyword]);
    }
  });

  it('says what a schema is where there is none', () => {
    expect(thrownBy(5, {}).message).toBe('#: `$schema` cannot stand here: a schema is an object, or `true` or `false`');
  });

  it('never fails otherwise on a hostile schema', () => {
    let deep: unknown = true;
    for (let i = 0; i < 50_000; i++) deep = { not: deep };
    expect(thrownBy(deep, { lint: false }).problems[0]?.reason).toBe('is nested deeper than 256 levels');
    const cyclic: { self?: unknown } = {};
    cyclic.self = cyclic;
    const chain = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, i) => [`d${i}`, { $ref: `#/$defs/d${i + 1}` }]),
    );
    for (const schema of [deep, cyclic, { $ref: '#/$defs/d0', $defs: chain }, { const: 1n }]) {
      expect(thrownBy(schema, { lint: false }).code).toBe('ERR_BAD_SCHEMA');
    }
  });

  it('refers to schemas that are given, and fetches none', () => {
    const schemas = { 'https://example.com/id': { type: 'string', maxLength: 3 } };
    const validate = loadValidator(
      { $id: 'https://example.com/order', properties: { id: { $ref: 'id' } } },
      { schemas },
    );
    expect([validate({ id: 'abc' }), validate({ id: 'abcd' })]).toEqual([true, false]);
    expect(thrownBy({ $ref: 'https://example.com/other' }).code).toBe('ERR_BAD_SCHEMA');
  });

  it('emits a module that imports nothing and needs no code generation', () => {
    const text = compileSchema({ ...order, uniqueItems: true, unevaluatedProperties: false }, { lint: false });
    expect(text).not.toMatch(/\bimport\b|\brequire\(|\beval\b|new Function/);
    const folder = mkdtempSync(join(tmpdir(), 'sallyport-schema-'));
    try {
      writeFileSync(join(folder, 'validator.mjs'), text);
      const script = `import validate from './validator.mjs'; console.log(validate({ user_id: 'a', quantity: 2 }), validate({}));`;
      writeFileSync(join(folder, 'main.mjs'), script);
      for (const flag of ['--disallow-code-generation-from-strings', '--frozen-intrinsics']) {
        const output = execFileSync(process.execPath, [flag, 'main.mjs'], {
          cwd: folder,
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        });
        expect(output.trim()).toBe('true false');
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('takes numbers beyond all bounds for no multiples', () => {
    const check = loadValidator({ multipleOf: 0.01 });
    expect([check(JSON.parse('1e999')), check(-Infinity), check(NaN), check(0.07)]).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it('counts characters as Unicode does, and multiples exactly', () => {
    expect([loadValidator({ maxLength: 1 })('😀'), loadValidator({ minLength: 2 })('😀')]).toEqual([true, false]);
    expect([loadValidator({ multipleOf: 0.01 })(19.99), loadValidator({ multipleOf: 0.01 })(19.999)]).toEqual([
      true,
      false,
    ]);
    expect(loadValidator({ type: 'number' })(Number.NaN)).toBe(false);
  });
});
