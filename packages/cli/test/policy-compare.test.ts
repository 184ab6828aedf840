import { describe, expect, it } from 'vitest';
import { main } from '../src/main.ts';
import { createFolder } from './folder.ts';
import { findProblems } from './schema.ts';
import { createTestIo } from './test-io.ts';

const PROPERTIES = 'Handler: a.b, Runtime: nodejs22.x, CodeUri: .';
const FUNCTION = `\n  F: { Type: AWS::Serverless::Function, Properties: { ${PROPERTIES} } }`;
const HEAD = 'Transform: AWS::Serverless-2016-10-31';
const OTHER = '\n  T: { Type: AWS::SNS::Topic }';
const app = (...more: readonly string[]): string => `${HEAD}\nResources:${FUNCTION}${more.join('')}\n`;
const remote = (url: string): string =>
  `\n  Child: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ${url} } }`;
const lost = '\n  Child: { Type: AWS::Serverless::Application, Properties: { Location: ./none.yaml } }';
const sar =
  '\n  Child: { Type: AWS::Serverless::Application, Properties: { Location: { ApplicationId: a, SemanticVersion: 1.0.0 } } }';
const include = (location: string): string =>
  `\n  Fn::Transform: { Name: AWS::Include, Parameters: { Location: ${location} } }`;
const attach = (roles: string, action: string): string =>
  `\n  More: { Type: AWS::IAM::Policy, Properties: { PolicyName: m, Roles: ${roles}, PolicyDocument: { Statement: [{ Effect: Allow, Action: '${action}', Resource: '*' }] } } }`;
const ADDRESS = 'https://s3.amazonaws.com/bucket/a.yaml';
const outside = (...more: readonly string[]): string =>
  `${HEAD}\nResources:\n  F: { Type: AWS::Serverless::Function, Properties: { ${PROPERTIES}, Role: arn:aws:iam::111122223333:role/own } }${more.join('')}\n`;
const PARAMETERS = 'Parameters: { List: { Type: CommaDelimitedList, Default: x } }\n';
const plain = (...more: readonly string[]): string => `${PARAMETERS}${app(...more)}`;
const own = (location: string, ...more: readonly string[]): string => `${HEAD}
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties: { ${PROPERTIES}, Policies: [{ Fn::Transform: { Name: AWS::Include, Parameters: { Location: ${location} } } }] }
${more.join('')}`;

async function compare(before: string, after: string, more: Readonly<Record<string, string>> = {}) {
  const folder = createFolder({ 'old/template.yaml': before, 'new/template.yaml': after, ...more });
  const io = createTestIo({ cwd: folder });
  const code = await main(['policy', 'compare', 'old/template.yaml', 'new/template.yaml', '--format', 'json'], io);
  return { code, out: io.out(), err: io.err() };
}

describe('policy compare of what is not read', () => {
  it.each([
    ['', 2],
    ['foo: bar', 2],
    ['Resources: {}', 2],
    ['Resources: [', 2],
  ])('is misuse of what is no template: %j', async (text, code) => {
    expect((await compare(app(), text)).code).toBe(code);
    expect((await compare(text, app())).code).toBe(code);
  });

  it('reads nothing where neither has a function', async () => {
    const none = `Resources:${OTHER}\n`;
    expect(await compare(none, none)).toMatchObject({ code: 2, out: '' });
    expect((await compare(app(), none)).code).toBe(0);
  });

  it.each([
    ['a remote stack', `Resources:${remote(ADDRESS)}\n`],
    ['a lost stack', `${HEAD}\nResources:${lost}\n`],
    ['an application of the repository', `${HEAD}\nResources:${sar}\n`],
    ['a stack beside the function', app(remote(ADDRESS))],
    ['an include', `${HEAD}\nResources:${include('s3://b/a')}\n${FUNCTION}\n`],
    ['a macro', app().replace(HEAD, 'Transform: [AWS::Serverless-2016-10-31, Own]')],
    ['a macro of globals', `Globals: { Function: { Fn::Transform: { Name: Own } } }\n${app()}`],
    ['a macro of conditions', `Conditions: { Fn::Transform: { Name: Own } }\n${app()}`],
    ['a macro of the root', `Fn::Transform: { Name: Own }\n${app()}`],
    ['a macro beside a resource', app(OTHER.replace(' }', ', Fn::Transform: { Name: Own } }'))],
  ])('does not decide about %s', async (_, after) => {
    const { code, out } = await compare(app(), after);
    expect(code).toBe(4);
    expect(JSON.parse(out)).toMatchObject({ result: 'unknown', unread: [expect.any(String)] });
    expect(findProblems('policy', JSON.parse(out))).toEqual([]);
    if (after.includes(FUNCTION)) expect((await compare(after, after)).code).toBe(0);
  });

  it('tells another stack from the same', async () => {
    expect((await compare(app(remote(ADDRESS)), app(remote('https://s3.amazonaws.com/bucket/b.yaml')))).code).toBe(4);
    expect((await compare(app(remote(ADDRESS)), app())).code).toBe(0);
    expect((await compare(app(include('s3://b/a')), app())).code).toBe(4);
  });

  it.each([
    ['!Ref List', plain],
    ['[!Select [0, !Ref List]]', plain],
    ['[own]', outside],
  ])('heeds a policy of roles that cannot be told: %s', async (roles, of) => {
    const [few, all] = [of(attach(roles, 'sqs:SendMessage')), of(attach(roles, '*'))];
    expect((await compare(few, all)).code).toBe(4);
    expect((await compare(of(), all)).code).toBe(4);
    expect((await compare(all, all)).code).toBe(0);
  });

  it('reads a policy of a role by the words of its name', async () => {
    const role = `\n  R: { Type: AWS::IAM::Role, Properties: { RoleName: !Sub 'r-\${AWS::Region}', AssumeRolePolicyDocument: { Statement: [] } } }`;
    const of = (action: string): string => app(role, attach("[!Sub 'r-${AWS::Region}']", action));
    expect((await compare(of('*'), of('sqs:SendMessage'))).code).toBe(0);
  });

  it('reads files that are included, and does not decide where one is gone', async () => {
    const of = (action: string): string => `Statement: [{ Effect: Allow, Action: '${action}', Resource: '*' }]\n`;
    const both = (old: string, fresh: string) => ({ 'old/pol.yaml': of(old), 'new/pol.yaml': of(fresh) });
    const text = own('./pol.yaml');
    expect((await compare(text, text, both('sqs:SendMessage', '*'))).code).toBe(1);
    expect((await compare(text, text, both('*', 'sqs:SendMessage'))).code).toBe(0);
    expect((await compare(text, text, { 'old/pol.yaml': of('sqs:SendMessage') })).code).toBe(4);
  });

  it('compares functions of one name in several stacks', async () => {
    const stack = (id: string): string =>
      `\n  ${id}: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ./${id}.yaml } }`;
    const parent = `Resources:${stack('one')}${stack('two')}\n`;
    const child = app();
    const wide = app().replace('CodeUri: .', 'CodeUri: ., Policies: [AdministratorAccess]');
    const files = (one: string): Record<string, string> => ({
      'old/one.yaml': child,
      'old/two.yaml': child,
      'new/one.yaml': one,
      'new/two.yaml': child,
    });
    const { code, out } = await compare(parent, parent, files(wide));
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ functions: [{ function: 'one.yaml#F' }, { function: 'two.yaml#F' }] });
    expect((await compare(parent, parent, files(child))).code).toBe(0);
  });
});
