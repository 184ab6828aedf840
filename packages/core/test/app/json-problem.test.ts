import { expect, it } from 'vitest';
import { findJsonProblem } from '../../src/app/json-problem.ts';

it.each([
  ['x\n', 0],
  // `n` may begin `null`.
  ['{\n  "findings": no', 17],
  ['{ "a": -1.5e3, "b": [1, 2,, 3] }', 26],
  [`{ "a": "${'long '.repeat(40)}", b: 1 }`, 211],
  ['{ "a": tru }', 10],
  ['[1', 2],
  ['', 0],
])('finds where %j is no JSON', (text, offset) => {
  expect(findJsonProblem(text)?.offset).toBe(offset);
});

it('finds nothing in what is', () => {
  expect(findJsonProblem('{ "a": [1, null, "b"] }')).toBeUndefined();
});
