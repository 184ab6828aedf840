import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src/analyse.ts';
import { createMemoryHost } from '../../memory-host.ts';

/** What stays unresolved of a handler whose environment holds a table, an address in S3, the URL of a site and a stage. */
async function find(code: string): Promise<string[]> {
  const host = createMemoryHost({
    'template.yaml': `Transform: AWS::Serverless-2016-10-31
Parameters: { Stage: { Type: String } }
Resources:
  Orders: { Type: AWS::Serverless::SimpleTable }
  Files: { Type: AWS::S3::Bucket }
  Users: { Type: AWS::Cognito::UserPool }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: app.handler
      CodeUri: src/
      Environment:
        Variables:
          TABLE: !Ref Orders
          AT: !Sub s3://\${Files}/data
          SITE: !GetAtt Files.WebsiteURL
          USERS: !Ref Users
          STAGE: !Ref Stage
`,
    'src/app.mjs': `import { make, Base, logger } from 'lib'; const env = process.env; ${code}`,
  });
  const { permissions } = await analyse(host, {});
  return permissions[0]?.unresolved.map((u) => `${u.what}: ${u.why}`) ?? [];
}

describe('resources that libraries are given', () => {
  it.each([
    [
      'an argument',
      'export const handler = () => make(env.TABLE);',
      ['call of `lib.make`: it is given `Orders`, and what it calls is not known'],
    ],
    [
      'an option',
      'export const handler = () => make({ at: { uri: env.AT } });',
      ['call of `lib.make`: it is given `Files`, and what it calls is not known'],
    ],
    [
      'an attribute of a class',
      'class Row extends Base { static table = env.TABLE; } export const handler = () => 1;',
      ['call of `lib.Base`: it is given `Orders`, and what it calls is not known'],
    ],
    ['what no permission opens', 'export const handler = () => make(env.SITE, env.USERS, env.STAGE, env.NONE);', []],
    ['a logger', 'export const handler = () => logger.info(env.TABLE);', []],
    ['options of an own function', 'export const handler = () => make(() => 1, { table: env.TABLE });', []],
  ])('%s', async (_, code, unresolved) => {
    expect(await find(code)).toEqual(unresolved);
  });
});
