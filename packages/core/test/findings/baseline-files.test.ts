import { expect, it } from 'vitest';
import { parseBaseline } from '../../src/findings/baseline.ts';
import { scan } from '../../src/scan.ts';
import { createMemoryHost } from '../memory-host.ts';

const TEMPLATE = 'Resources:\n  Topic: { Type: AWS::SNS::Topic }\n';
const BASELINE = parseBaseline(
  'b.json',
  JSON.stringify({
    schemaVersion: 1,
    findings: [
      { fingerprint: 'f1', rule: 'LOG004', file: 'two.yaml' },
      { fingerprint: 'f2', rule: 'LOG004', file: 'template.yaml' },
    ],
  }),
);

it.each([
  ['is read and has it no more', { 'two.yaml': TEMPLATE }, ['f1', 'f2']],
  ['is gone', {}, ['f1', 'f2']],
  ['is no template any more', { 'two.yaml': 'Resourses: {}\n' }, ['f2']],
])('what a baseline knows of a file that %s is fixed or not', async (_, more, fixed) => {
  const host = createMemoryHost({ 'template.yaml': TEMPLATE, ...more });
  const { fixed: found } = await scan(host, { baseline: BASELINE });
  expect(found).toEqual(fixed);
});
