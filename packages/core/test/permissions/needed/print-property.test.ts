import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { join, literal, ref, type Value } from '../../../src/app/value.ts';
import { createSurroundings } from '../../../src/permissions/needed/surroundings.ts';
import { toResources } from '../../../src/permissions/needed/to-resources.ts';
import { application, env, lambda, parameter, resource, runtime, template } from './builders.ts';
import * as target from './targets.ts';

const own = template(
  [
    resource('Orders', 'AWS::DynamoDB::Table'),
    resource('Jobs', 'AWS::SQS::Queue'),
    resource('Log', 'AWS::Logs::LogGroup'),
  ],
  [parameter('Stage'), parameter('TopicArn'), parameter('BucketName', { default: literal('uploads') })],
);

const reference = fc.oneof(
  fc
    .constantFrom('Stage', 'TopicArn', 'BucketName', 'Orders', 'Jobs', 'AWS::Region', 'AWS::StackName')
    .map((id) => ref(id)),
  fc.constantFrom('Orders', 'Jobs').map((id) => ref(id, 'Arn')),
);
const text = fc
  .array(
    fc.constantFrom('a', 'Z', '-', '/', ':', '.', '$', '{', '}', 'arn:aws:sqs:', 'https://', '{{resolve:ssm:x}}', '*'),
    {
      maxLength: 6,
    },
  )
  .map((parts) => literal(parts.join('')));
const value: fc.Arbitrary<Value> = fc.array(fc.oneof(text, reference), { minLength: 1, maxLength: 5 }).map(join);

const targets = [
  target.table(env('V')),
  target.table(env('V'), runtime),
  target.object(env('V'), runtime),
  target.queue(env('V')),
  target.topic(env('V')),
  target.functionTarget(env('V')),
  target.secret(env('V')),
  target.ssmParameter(env('V')),
  target.key(env('V')),
];

/** What a person reads in an expression of CloudFormation. */
function read(expression: unknown): string {
  if (typeof expression === 'string') return expression;
  const [name, argument] = Object.entries(expression as Record<string, unknown>)[0] ?? [];
  switch (name) {
    case 'Ref':
      return `\${${String(argument)}}`;
    case 'Fn::GetAtt':
      return `\${${(argument as string[]).join('.')}}`;
    case 'Fn::Sub':
      return String(argument).replaceAll('${!', '${');
    default:
      return '*';
  }
}

describe('the ARN that people read', () => {
  it('agrees with the expression that CloudFormation evaluates', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(...targets), (v, wanted) => {
        const fn = lambda({ V: v });
        const found = toResources(wanted, { around: createSurroundings(fn, application([own])), missing: () => {} });
        for (const { arn, expression } of found) {
          const evaluated = JSON.stringify(expression).includes('Fn::Select') ? arn : read(expression);
          expect(evaluated.replaceAll(/\*{2,}/g, '*')).toBe(arn.replaceAll(/\*{2,}/g, '*'));
          expect(arn).toMatch(/^(?:arn:|\$\{|\{\{|\*)/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is never narrower for a value that is not known', () => {
    for (const wanted of targets) {
      const open = { ...wanted, whole: runtime };
      const found = toResources(open, { around: createSurroundings(lambda(), application([own])), missing: () => {} });
      expect(found).toHaveLength(1);
      expect(found[0]?.scope).toBe('wildcard');
      expect(found[0]?.arn).toMatch(/\*$/);
    }
  });
});
