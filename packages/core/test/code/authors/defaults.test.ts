import { expect, it } from 'vitest';
import { printCalls, readJavaScript } from '../models/run.ts';

const FOUND = [
  'cognito-identity-provider:AdminCreateUser {UserPoolId:"p"}',
  'cognito-identity-provider:ListUsers {UserPoolId:"p"}',
];

it.each([
  ['??', 'const known = (await list()).Users?.[0]; return known ?? create();'],
  ['??=', 'let known = (await list()).Users?.[0]; known ??= await create(); return known;'],
  ['a default by taking apart', 'const { Users = create() } = await list(); return Users;'],
  ['a default of a parameter', 'const save = (user = create()) => user; return save((await list()).Users);'],
  ['null', 'const f = async (u) => { if (u) return null; return u; }; return (await f(await list())) ?? create();'],
  ['a library', "const cache = require('some-cache'); await list(); return cache.get('k') ?? create();"],
])('what a call answered may be missing: %s', (_, body) => {
  const facts = readJavaScript(`
    import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
    const idp = new CognitoIdentityProvider({});
    const list = () => idp.listUsers({ UserPoolId: 'p' });
    const create = () => idp.adminCreateUser({ UserPoolId: 'p' });
    export const handler = async (e) => { ${body} };`);
  expect(printCalls(facts)).toEqual(FOUND);
});

it('an empty default says nothing of what a call answers', () => {
  const facts = readJavaScript(`
    import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb'; import { DynamoDB } from '@aws-sdk/client-dynamodb';
    const doc = DynamoDBDocument.from(new DynamoDB({}));
    export const handler = async () => {
      const { Items = [] } = await doc.scan({ TableName: 'a' });
      await doc.put({ TableName: 'b', Item: Items[0] });
    };`);
  expect(printCalls(facts)).toEqual([
    'dynamodb:PutItem {TableName:"b" Item:dynamodb:Scan.Items.[]}',
    'dynamodb:Scan {TableName:"a"}',
  ]);
});
