import type { Abstract } from './abstract.ts';
import { toAlternatives } from './abstract.ts';

/** Whether an answer of a handler may tell which records of a batch have failed; a list that is always empty tells none. */
export const tellsFailures = (answer: Abstract): boolean =>
  toAlternatives(answer).some((value) => {
    const failures = value.k === 'object' ? value.fields.get('batchItemFailures') : undefined;
    return failures !== undefined && toAlternatives(failures).some(mayHoldFailures);
  });

const mayHoldFailures = (failures: Abstract): boolean =>
  failures.k === 'list' ? failures.open || failures.items.length > 0 : failures.k !== 'const';
