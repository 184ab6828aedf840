/** Choices that a property test draws ahead: a shorter tape, or smaller numbers, make a simpler program. */
export interface Tape {
  /** A number below `n`; 0 when the tape has run out. */
  readonly pick: (n: number) => number;
  readonly oneOf: <T>(choices: readonly [T, ...T[]]) => T;
  readonly isLeft: () => boolean;
}

export function createTape(numbers: readonly number[]): Tape {
  let next = 0;
  const pick = (n: number): number => (numbers[next++] ?? 0) % n;
  return {
    pick,
    oneOf: (choices) => choices[pick(choices.length)] as (typeof choices)[number],
    isLeft: () => next < numbers.length,
  };
}
