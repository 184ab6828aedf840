import { describe, expect, it } from 'vitest';
import { join, literal, ref, type Value } from '../../src/app/value.ts';
import { compareReadings } from '../../src/iam/match.ts';
import { toResourceGlobs } from '../../src/iam/resource-globs.ts';
import { createScope } from '../../src/permissions/reconcile/role-view.ts';
import { readApplication } from '../../src/iac/index.ts';
import { createMemoryHost } from '../memory-host.ts';

const readScope = (template: unknown): Parameters<typeof toResourceGlobs>[1] =>
  createScope(readApplication(createMemoryHost({ 'template.json': JSON.stringify(template) })), 'template.json');

const scope = readScope({ Resources: { Topic: { Type: 'AWS::SNS::Topic' } } });
const either = (condition: string, then: string, otherwise: string): Value => ({
  kind: 'cond',
  condition,
  then: literal(then),
  else: literal(otherwise),
});
const arn = (...parts: readonly Value[]): Value => join([literal('arn:aws:s3:::'), ...parts, literal('/*')]);
const names = (count: number, from = 0): Value[] =>
  Array.from({ length: count }, (_, i) => either(`C${from + i}`, `a${i}`, `b${i}`));

describe('the readings of a resource', () => {
  it('are all there while they are few', () => {
    expect(toResourceGlobs(arn(...names(4)), scope)).toHaveLength(16);
  });

  it('become a part that may be any text, and lose nothing', () => {
    const many = toResourceGlobs(arn(...names(9)), scope);
    expect(many).toHaveLength(16);
    const one = toResourceGlobs(literal('arn:aws:s3:::b0b1b2b3b4b5b6b7b8/key'), scope);
    expect(compareReadings(many, one)).toBe('unknown');
    const other = toResourceGlobs(literal('arn:aws:sqs:eu-west-1:111122223333:queue'), scope);
    expect(compareReadings(many, other)).toBe('no');
  });

  it('of a long list in a branch are all read', () => {
    const items = Array.from({ length: 50 }, (_, i) => literal(`arn:aws:s3:::b${i}/*`));
    const list: Value = {
      kind: 'cond',
      condition: 'C',
      then: { kind: 'list', items },
      else: literal('arn:aws:s3:::c'),
    };
    expect(toResourceGlobs(list, scope)).toHaveLength(51);
  });

  it('are the same for the same text, and others for another', () => {
    const [first, same, other] = [names(9), names(9), names(9, 1)].map((parts) =>
      JSON.stringify(toResourceGlobs(arn(...parts), scope).map(({ tokens }) => tokens)),
    );
    expect(same).toBe(first);
    expect(other).not.toBe(first);
  });

  it('are bounded where names double at each step', () => {
    const buckets = Array.from({ length: 15 }, (_, i) => [
      `B${i}`,
      {
        Type: 'AWS::S3::Bucket',
        Properties: { BucketName: { 'Fn::Join': ['', Array.from({ length: 8 }, () => ({ Ref: `B${i + 1}` }))] } },
      },
    ]);
    const chained = readScope({ Resources: Object.fromEntries(buckets) });
    const globs = toResourceGlobs(ref('B0', 'Arn'), chained);
    expect(globs).toHaveLength(1);
    expect(globs[0]?.tokens.length).toBeLessThan(10_000);
  });
});
