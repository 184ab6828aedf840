import * as fc from 'fast-check';

const NAMES = ['a', 'b', 'c', 'd'];

/** Generated programs: they end, throw nothing that differs by spelling, and leave their result in `out`. */
const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const e = tie('expression');
  const name = fc.constantFrom(...NAMES);
  const join = (...parts: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
    fc.tuple(...parts.map((p) => (typeof p === 'string' ? fc.constant(p) : p))).map((texts) => texts.join(''));
  const literal = fc.oneof(
    fc.integer({ min: -3, max: 9 }).map((n) => `(${n})`),
    fc.constantFrom(`'x'`, `"é😀"`, 'null', 'undefined', 'true', 'false', '!0', 'void 0', '`t`', '(-0)'),
  );
  const binary = fc.constantFrom('+', '-', '*', '==', '===', '!==', '<', '>=', '&&', '||', '&', '|', '<<', '>>>');
  return {
    expression: fc.oneof(
      { maxDepth: 5, depthIdentifier: 'e' },
      name,
      literal,
      join('(', e, ' ', binary, ' ', e, ')'),
      join('((', e, ') ?? (', e, '))'),
      join('(', e, ' ? ', e, ' : ', e, ')'),
      join('(', fc.constantFrom('!', '-', '+', '~', 'typeof ', 'void '), e, ')'),
      join('`<${', e, '}|${', e, '}>`'),
      join('[', e, ', ', e, ', ...[', e, ']]'),
      join('({ p: ', e, ', [', e, ']: ', e, ', ...{ q: ', e, ' } })'),
      join('(', e, ' || {})?.p'),
      join('({ get p() { return ', e, ' } }).p'),
      join('(', name, ' = ', e, ')'),
      join('(', name, fc.constantFrom(' += ', ' ||= ', ' ??= ', ' &&= ', ' -= '), e, ')'),
      join('((x = ', e, ', ...y) => [x, y.length, ', e, '])(', e, ')'),
      join('(function (x) { if (', e, ') return x; else { ', name, ' = x } return ', e, ' })(', e, ')'),
      join('(({ p = ', e, ', ...r } = {}) => [p, r])(', e, ' || {})'),
      join('(([x, y = ', e, ']) => y)([', e, '])'),
      join('new (class { f = ', e, '; #g = ', e, '; m() { return [this.f, this.#g] } static s = 1 })().m()'),
      join('[...(function* () { yield ', e, '; yield ', e, ' })()]'),
      join(
        '(() => { try { ',
        name,
        ' = ',
        e,
        ' } catch (x) { ',
        name,
        ' = 0 } finally { ',
        name,
        ' = ',
        e,
        ' } return ',
        name,
        ' })()',
      ),
      join('(() => { let s = 0; for (let i = 0; i < 3; i++) { if (', e, ') continue; s += i } return s })()'),
      join(
        '(() => { const s = []; for (const x of [',
        e,
        ', ',
        e,
        ']) s.push(x); for (const k in { k: ',
        e,
        ' }) s.push(k); return s })()',
      ),
      join('(() => { switch (', e, ') { case ', e, ': return 1; default: return ', e, ' } })()'),
      join('(() => { var x = ', e, '; { var y = x; let x2 = y } return [x, y, g()]; function g() { return y } })()'),
      join('((s, v) => s.join() + v)`l${', e, '}m`'),
      join('(', e, ', ', e, ')'),
    ),
  };
});

const statement = fc.oneof(
  fc.tuple(fc.constantFrom(...NAMES), expression).map(([name, e]) => `${name} = ${e};`),
  fc.tuple(expression, expression).map(([test, e]) => `if (${test}) { a = ${e} } else if (b) { c = ${e} }`),
  expression.map((e) => `out.push(${e});`),
  expression.map((e) => `{ let e = ${e}; d = e }`),
);

export const programs: fc.Arbitrary<string> = fc
  .array(statement, { minLength: 1, maxLength: 6 })
  .map((lines) => `let a = 1, b = 'b', c, d = { p: 2 };\n${lines.join('\n')}\nout.push(a, b, c, d);`);
