import { expect, it } from 'vitest';
import type { Finding, FoundAdvisory } from '@sallyport/core';
import { isGateMet } from '../src/commands/gate.ts';
import { createFinding } from '../../core/test/findings/sample-finding.ts';

const toAdvisory = (severity: FoundAdvisory['severity']): FoundAdvisory => ({
  id: `GHSA-${severity}`,
  aliases: [],
  severity,
  fixed: [],
  malicious: false,
  reach: 'installed',
});

const toOne = (severity: Finding['severity'], own: FoundAdvisory['severity']): Finding =>
  createFinding({ severity, advisory: toAdvisory(own) });
const toSeveral = (severity: Finding['severity'], ...own: FoundAdvisory['severity'][]): Finding => {
  const [advisory = toAdvisory('low'), ...rest] = own.map(toAdvisory);
  return createFinding({ severity, advisory, advisories: [advisory, ...rest] });
};

it.each([
  ['one that is rated', toOne('high', 'high'), true, true],
  ['one that nobody has rated', toOne('high', 'unknown'), false, true],
  ['several that are rated', toSeveral('high', 'high', 'low'), true, true],
  ['several, one of them unrated', toSeveral('high', 'high', 'unknown'), true, true],
  ['low ones and one unrated', toSeveral('low', 'high', 'unknown'), false, true],
  ['several that nobody has rated', toSeveral('high', 'unknown', 'unknown'), false, true],
  ['low ones', toSeveral('low', 'high', 'high'), false, false],
] as const)('is met by %s as the policy for the unrated says', (_, finding, warn, fail) => {
  expect(isGateMet([finding], 'high', 'warn')).toBe(warn);
  expect(isGateMet([finding], 'high', 'fail')).toBe(fail);
});
