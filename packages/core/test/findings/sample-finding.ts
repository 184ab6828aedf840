import type { Location } from '../../src/app/location.ts';
import type { Finding } from '../../src/findings/finding.ts';

export const place = (line: number, file = 'template.yaml'): Location => ({
  file,
  line,
  column: 1,
  endLine: line,
  endColumn: 10,
  start: line * 100,
  end: line * 100 + 9,
});

export function createFinding(overrides: Partial<Finding> = {}): Finding {
  return {
    rule: 'PERM003',
    slug: 'write-on-star',
    severity: 'high',
    confidence: 'certain',
    message: 'writes to everything',
    why: 'it may',
    at: place(5),
    references: [],
    fingerprint: 'f1',
    ...overrides,
  };
}
