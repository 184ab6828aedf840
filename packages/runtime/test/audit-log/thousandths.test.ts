import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createToThousandths } from '../../src/audit-log/thousandths.ts';

describe('thousandths', () => {
  it('are printed as JavaScript prints them', () => {
    const toThousandths = createToThousandths();
    for (let count = 0; count < 3000; count += 1) expect(toThousandths(count)).toBe(`${count / 1000}`);
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e12 }), (count) => toThousandths(count) === `${count / 1000}`));
  });
});
