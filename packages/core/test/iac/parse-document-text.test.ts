import { describe, expect, it } from 'vitest';
import { toExpression } from '../../src/app/expression.ts';
import { parseSubText } from '../../src/app/sub-text.ts';
import { literal, type MapValue, type Value } from '../../src/app/value.ts';
import { parseDocumentText } from '../../src/iac/template/parse-document-text.ts';
import { readApplication } from '../../src/iac/index.ts';
import { createMemoryHost } from '../memory-host.ts';

const parse = (value: Value): MapValue | undefined =>
  value.kind === 'literal' || value.kind === 'join' ? parseDocumentText(value, (id) => id !== 'Odd') : undefined;

describe('a policy that is JSON in a text', () => {
  it('is what it says', () => {
    const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['a:b'], Resource: '*' }] };
    const read = parse(literal(JSON.stringify(document, null, 2)));
    expect(read === undefined ? undefined : toExpression(read)).toEqual(document);
  });

  it('may be one statement, and hold references in its strings', () => {
    const text = '{"Effect":"Allow","Principal":{"AWS":"${Who}"},"Resource":"arn:${AWS::Partition}:s3:::${B.Name}/*"}';
    const read = parse(parseSubText(text));
    expect(read === undefined ? undefined : toExpression(read)).toEqual({
      Effect: 'Allow',
      Principal: { AWS: { Ref: 'Who' } },
      Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::${B.Name}/*' },
    });
  });

  it('may hold a key that begins with a reference', () => {
    const text = '{"Statement":{"Effect":"Allow","Condition":{"StringLike":{"${Host}:sub":"repo:a/b:*"}}}}';
    const read = parse(parseSubText(text));
    expect(read === undefined ? '' : JSON.stringify(toExpression(read))).toContain('"${Host}:sub":"repo:a/b:*"');
  });

  it.each([
    ['another text', 'Allow'],
    ['no policy', '{"a":1}'],
    ['a list', '[{"Effect":"Allow"}]'],
    ['broken JSON', '{"Statement":['],
    ['what is computed outside of strings', '{"Statement":[${Statement}]}'],
    ['a computed key', '{"Statement":[{"${Effect}":"Allow"}]}'],
    ['a name that may hold quotes', '{"Statement":[{"Effect":"Allow","Resource":"${Odd}"}]}'],
    ['private letters', '{"Statement":[{"Effect":"Allow","Resource":"\uE0000\uE001"}]}'],
    ['too many levels', `{"Statement":${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
  ])('is not %s', (_, text) => {
    expect(parse(parseSubText(text))).toBeUndefined();
  });

  it('takes `__proto__` for a key like others', () => {
    const read = parse(literal('{"Statement":[{"Effect":"Allow","__proto__":{"Action":"*"}}]}'));
    expect(read?.entries.get('Statement')).toMatchObject({ items: [{ kind: 'map' }] });
    expect(({} as { Action?: unknown }).Action).toBeUndefined();
  });

  it('has a line for each of its statements', () => {
    const text = `Resources:
  R:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: '{"Statement":[]}'
      Policies:
        - PolicyName: own
          PolicyDocument: !Sub |
            { "Version": "2012-10-17",
              "Statement": [
                { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },
                { "Effect": "Allow", "Action": "s3:PutObject", "Resource": "{}" } ] }
`;
    const [role] = readApplication(createMemoryHost({ 'template.yaml': text })).roles;
    const [policy] = role?.policies ?? [];
    const statements = policy?.kind === 'inline' ? policy.statements : [];
    expect(statements.map(({ at }) => at.line)).toEqual([11, 12]);
    expect(new Set(statements.map(({ at }) => at.start)).size).toBe(2);
    expect(role?.trust?.kind).toBe('map');
  });

  it('is the same in JSON and in what SAM makes', () => {
    const document = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*' }] });
    const resources = {
      F: {
        Type: 'AWS::Serverless::Function',
        Properties: { Handler: 'a.b', Runtime: 'nodejs22.x', CodeUri: '.', Policies: [{ PolicyDocument: document }] },
      },
      P: { Type: 'AWS::SQS::QueuePolicy', Properties: { PolicyDocument: document, Queues: ['q'] } },
    };
    const text = JSON.stringify({ Transform: 'AWS::Serverless-2016-10-31', Resources: resources });
    const [template] = readApplication(createMemoryHost({ 'template.json': text })).templates;
    const read = [template?.resources, template?.expanded].map(
      (all) => all?.get('P')?.properties.entries.get('PolicyDocument')?.kind,
    );
    expect(read).toEqual(['map', 'map']);
  });
});

it('is read in time, however many statements it has', () => {
  const statements = Array.from({ length: 60_000 }, (_, i) => ({
    Effect: 'Allow',
    Action: `s3:Get${i}`,
    Resource: '*',
  }));
  const text = JSON.stringify({ Statement: statements }, null, 1);
  const at = { file: 't.yaml', line: 1, column: 1, endLine: 400_000, endColumn: 1, start: 0, end: text.length };
  const read = parse({ ...literal(text), at });
  const last = read?.entries.get('Statement');
  expect(last?.kind === 'list' ? last.items.at(-1)?.at?.line : 0).toBe(1 + 1 + 2 + 59_999 * 5);
});
