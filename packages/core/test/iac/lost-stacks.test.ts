import { describe, expect, it } from 'vitest';
import { readApplication } from '../../src/iac/index.ts';
import { createMemoryHost } from '../memory-host.ts';

const child = 'Resources: { Queue: { Type: AWS::SQS::Queue } }\n';
const messages = (location: string, type = 'AWS::Serverless::Application: Location'): readonly string[] => {
  const [, name, property] = /^(.+): (\w+)$/.exec(type) ?? [];
  const text = `Transform: x\nResources:\n  Child:\n    Type: ${name}\n    Properties: { ${property}: ${location} }\n`;
  const host = createMemoryHost({ 'template.yaml': text, 'child/template.yaml': child });
  return readApplication(host)
    .diagnostics.filter(({ code }) => code !== 'sam-refuses')
    .map((d) => `${d.severity} ${d.file}:${d.line}: ${d.message}`);
};

describe('a stack whose template is not in the tree is told', () => {
  it.each([
    ['gone/template.yaml', '`gone/template.yaml` is no template that can be read'],
    ['../template.yaml', '`../template.yaml` leads out of the scanned folder'],
  ])('%s', (location, why) => {
    const expected = [`warning template.yaml:3: stack \`Child\`: ${why}, and its functions are not looked at`];
    expect(messages(location)).toEqual(expected);
    expect(messages(location, 'AWS::CloudFormation::Stack: TemplateURL')).toEqual(expected);
  });

  it.each([
    'child/template.yaml',
    './child/template.yaml',
    'https://s3.amazonaws.com/bucket/template.yaml',
    's3://bucket/template.yaml',
    '!Sub "https://${AWS::AccountId}/template.yaml"',
    '{ ApplicationId: x, SemanticVersion: 1.0.0 }',
  ])('and not where it is, or stands elsewhere: %s', (location) => {
    expect(messages(location)).toEqual([]);
  });

  it('and so is one that leads to itself', () => {
    expect(messages('template.yaml')).toEqual([
      'warning template.yaml:3: stack `Child` leads to `template.yaml` again, without an end',
    ]);
  });
});
