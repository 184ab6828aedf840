import { describe, expect, it } from 'vitest';
import { findText, findPath } from '../../src/app/value.ts';
import { expandFile } from '../../src/expand.ts';
import { readApplication } from '../../src/iac/index.ts';
import { createMemoryHost } from '../memory-host.ts';

const NESTED = `Transform: AWS::LanguageExtensions
Conditions:
  Fn::ForEach::Stages:
    - E
    - [Dev, Prod]
    - Fn::ForEach::Kinds:
        - N
        - [Logs, Data]
        - 'Is\${E}\${N}': !Equals [!Ref AWS::Region, '\${E}\${N}']
Resources:
  Fn::ForEach::Outer:
    - E
    - [Dev, Prod]
    - Fn::ForEach::Inner:
        - N
        - [Logs, Data]
        - 'Bucket\${E}\${N}':
            Type: AWS::S3::Bucket
            Condition: 'Is\${E}\${N}'
            Properties: { BucketName: !Sub 'b-\${E}-\${N}' }
      'Topic\${E}':
        Type: AWS::SNS::Topic
  Whole:
    Type: AWS::SNS::Topic
    Properties:
      Fn::ForEach::Names:
        - P
        - [Display]
        - Fn::ForEach::More:
            - Q
            - [Name]
            - '\${P}\${Q}': orders
Outputs:
  Fn::ForEach::OutputsOuter:
    - E
    - [Dev, Prod]
    - Fn::ForEach::OutputsInner:
        - N
        - [Arn, DomainName]
        - 'Out\${E}\${N}':
            Value: !GetAtt ['Bucket\${E}Logs', !Ref N]
`;
const BUCKETS = ['BucketDevLogs', 'BucketDevData', 'BucketProdLogs', 'BucketProdData'];
const OUTPUTS = ['OutDevArn', 'OutDevDomainName', 'OutProdArn', 'OutProdDomainName'];

describe('loops in loops', () => {
  it('are unrolled for each value of both, in every section', () => {
    const { json } = expandFile(createMemoryHost({ 't.yaml': NESTED }), { path: 't.yaml' });
    const made = JSON.parse(json ?? '{}') as Record<string, Record<string, object>>;
    const topics = ['TopicDev', 'TopicProd', 'Whole'];
    expect(Object.keys(made['Resources'] ?? {}).toSorted()).toEqual([...BUCKETS, ...topics].toSorted());
    expect(made['Resources']?.['BucketProdData']).toMatchObject({ Condition: 'IsProdData' });
    expect(made['Resources']?.['Whole']).toMatchObject({ Properties: { DisplayName: 'orders' } });
    expect(Object.keys(made['Conditions'] ?? {})).toEqual(['IsDevLogs', 'IsDevData', 'IsProdLogs', 'IsProdData']);
    expect(Object.keys(made['Outputs'] ?? {})).toEqual(OUTPUTS);
    expect(made['Outputs']?.['OutProdArn']).toEqual({ Value: { 'Fn::GetAtt': ['BucketProdLogs', 'Arn'] } });
  });

  it('are read, with their conditions and outputs', () => {
    const { templates, diagnostics } = readApplication(createMemoryHost({ 't.yaml': NESTED }));
    expect(diagnostics).toEqual([]);
    const [template] = templates;
    expect([...(template?.resources.keys() ?? [])]).toEqual(expect.arrayContaining(BUCKETS));
    expect([...(template?.conditions.keys() ?? [])]).toEqual(['IsDevLogs', 'IsDevData', 'IsProdLogs', 'IsProdData']);
    expect(template?.exports.map(({ output }) => output)).toEqual(OUTPUTS);
    const whole = template?.resources.get('Whole')?.properties;
    expect(whole && findText(findPath(whole, 'DisplayName'))).toBe('orders');
  });

  it.each([
    ['a key that does not hold the identifier', `Fn::ForEach::A: [I, [X, Y], { Same: { Type: AWS::SNS::Topic } }]`],
    [
      'an inner key without the outer identifier',
      `Fn::ForEach::A: [I, [X, Y], { Fn::ForEach::B: [J, [P], { 'T\${J}': { Type: AWS::SNS::Topic } }] }]`,
    ],
  ])('refuse %s, which would overwrite', (_, loop) => {
    const { diagnostics } = readApplication(createMemoryHost({ 't.yaml': `Resources:\n  ${loop}\n` }));
    expect(diagnostics).toMatchObject([{ code: 'for-each-not-expanded', severity: 'error', file: 't.yaml' }]);
  });
});
