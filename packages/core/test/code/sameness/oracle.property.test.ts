import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CodeFacts } from '../../../src/app/code-facts.ts';
import type { CodeValue } from '../../../src/app/code-value.ts';
import { findField } from '../../../src/app/code-value.ts';
import { runProgram } from './oracle/run-program.ts';
import type { SentCommand } from './oracle/run-program.ts';
import { createTape } from './oracle/tape.ts';
import { writeProgram } from './oracle/write-program.ts';
import { analyseProgram } from './read-facts.ts';

/** Whether a value of the analysis may be this value of a run. What is no name, or was put together with `undefined`, is not compared. */
function mayBe(value: CodeValue | undefined, real: unknown): boolean {
  if (typeof real !== 'string' || /undefined|null|true|false|NaN/.test(real)) return true;
  switch (value?.kind) {
    case undefined:
      return false;
    case 'const':
      return value.value === real;
    case 'env':
      return real === 'table' || (value.fallback !== undefined && mayBe(value.fallback, real));
    case 'one-of':
      return value.values.some((v) => mayBe(v, real));
    case 'object':
    case 'list':
      return false;
    default:
      return true;
  }
}

/** A mark stands at one place of the program: only the call at that place tells that it was reached. */
const isMark = (bucket: unknown): bucket is string => typeof bucket === 'string' && /^(m\d+|end)$/.test(bucket);

const names = (value: CodeValue | undefined, mark: string): boolean =>
  value?.kind === 'const' ? value.value === mark : value?.kind === 'one-of' && value.values.some((v) => names(v, mark));

function isFound(facts: CodeFacts, sent: SentCommand): boolean {
  const { operation, bucket } = sent;
  return facts.calls.some((call) => {
    const value = findField(call.args, 'Bucket');
    return call.operation === operation && (isMark(bucket) ? names(value, bucket) : mayBe(value, bucket));
  });
}

it('what a program really calls, the analysis finds, or says that it stopped', async () => {
  const tapes = fc.array(fc.nat({ max: 5039 }), { minLength: 50, maxLength: 400, size: 'max' });
  await fc.assert(
    fc.asyncProperty(tapes, async (numbers) => {
      const source = writeProgram(createTape(numbers));
      const sent = await runProgram(source);
      const facts = analyseProgram({ files: { 'app.js': source }, entry: { file: 'app.js', export: 'handler' } });
      const missed = facts.unresolved.length > 0 ? [] : sent.filter((s) => !isFound(facts, s));
      expect({ source, missed }).toEqual({ source, missed: [] });
    }),
    { numRuns: 150, seed: 1 },
  );
}, 60_000);
