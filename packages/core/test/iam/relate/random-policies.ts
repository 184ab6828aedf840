import fc from 'fast-check';

/** A policy document as tests make them. */
export interface Document {
  readonly Version?: string;
  readonly Statement: readonly Readonly<Record<string, unknown>>[];
}

const ACTIONS = [
  ['s3:GetObject', 'S3:getobject', 's3:PutObject', 's3:Get*', 's3:?etObject', 's3:*Object', 's3:*', '*'],
  ['sqs:SendMessage', 'sqs:*', 'madeup:Do', 'madeup:*', '*:Get*', 's?s:*', 'kms:Decrypt'],
].flat();

const RESOURCES = [
  '*',
  'arn:aws:s3:::b',
  'arn:aws:s3:::b/*',
  'arn:aws:s3:::b/x/*',
  'arn:aws:s3:::?/*',
  'arn:aws:s3:::*',
  'arn:aws:s3:::*/x',
  'arn:aws:s3:::b/*/x',
  'arn:aws:s3:::B/*',
  'arn:aws:s3',
  'arn:aws:sqs:*:*:q',
  'arn:aws:sqs:us-east-1:*',
  'arn:aws:s3:::b/${aws:username}/*',
  'arn:aws:s3:::b/${aws:username}',
  "arn:aws:s3:::b/${aws:username, 'x'}",
  'arn:aws:s3:::${aws:PrincipalTag/team}/*',
  'arn:aws:s3:::${aws:TagKeys}/*',
  'arn:aws:s3:::b/${*}',
  'arn:aws:s3:::b/?${?}',
];

const STRINGS = ['a', 'b', 'ab', 'A', 'x', '', 'a*'];
const PATTERNS = ['a*', '*b', '?', '??', '*', 'a${*}', 'x', '${aws:username}', '${aws:username}*'];
const NUMBERS = ['1', '5', '5.0', '10', '1e1', '-3', '10abc', '7.5'];
const DATES = ['2020-01-01T00:00:00Z', '2020-01-01', '1577836800', '2021-06-01T12:00:00+02:00', 'soon', '2020-02-30'];
const BLOCKS = [
  '10.0.0.0/8',
  '10.0.0.0/9',
  '10.1.2.3',
  '0.0.0.0/0',
  '::/0',
  '2001:db8::/32',
  '2001:DB8:0::1',
  '10.0.0.0/40',
];
const ARNS = [
  'arn:aws:sns:us-east-1:111122223333:t',
  'arn:aws:sns:*:*:t',
  'arn:aws:sns:*:111122223333:*',
  'arn:aws:*:us-east-1:*:t*',
  'arn:aws:sns:*:t',
  '*',
  'arn:aws:sns:us-east-?:111122223333:t:*',
  'arn:aws:s3:::${aws:username}',
];
const BYTES = ['QmluYXJ5', 'QQ=='];

interface Family {
  readonly keys: readonly string[];
  readonly operators: readonly string[];
  readonly values: readonly string[];
}

const FAMILIES: readonly Family[] = [
  {
    keys: ['aws:PrincipalTag/team', 'AWS:principaltag/Team', 'aws:username', 's3:prefix'],
    operators: ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
    values: [...STRINGS, '${aws:username}', "${s3:prefix, 'a'}"],
  },
  {
    keys: ['aws:PrincipalTag/team', 'aws:username', 's3:prefix'],
    operators: ['StringLike', 'StringNotLike'],
    values: PATTERNS,
  },
  {
    keys: ['s3:max-keys'],
    operators: ['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan'],
    values: NUMBERS,
  },
  { keys: ['s3:max-keys'], operators: ['NumericGreaterThanEquals', 'NumericGreaterThan'], values: NUMBERS },
  {
    keys: ['aws:CurrentTime'],
    operators: ['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan'],
    values: DATES,
  },
  { keys: ['aws:CurrentTime'], operators: ['DateGreaterThanEquals'], values: DATES },
  { keys: ['aws:SecureTransport'], operators: ['Bool'], values: ['true', 'false', 'True', 'no'] },
  { keys: ['aws:SourceIp'], operators: ['IpAddress', 'NotIpAddress'], values: BLOCKS },
  { keys: ['aws:SourceArn'], operators: ['ArnLike', 'ArnEquals', 'ArnNotLike', 'ArnNotEquals'], values: ARNS },
  { keys: ['x:bytes'], operators: ['BinaryEquals'], values: BYTES },
];

const SETS: readonly Family[] = [
  { keys: ['aws:TagKeys'], operators: ['StringEquals', 'StringNotEquals'], values: STRINGS },
  { keys: ['aws:TagKeys'], operators: ['StringLike', 'StringNotLike', 'StringEqualsIgnoreCase'], values: PATTERNS },
  { keys: ['x:numbers'], operators: ['NumericLessThan', 'NumericEquals', 'NumericNotEquals'], values: NUMBERS },
];

/** Keys that are compared as a text here and as something else there. */
const MIXED: readonly Family[] = [
  {
    keys: ['s3:max-keys'],
    operators: ['StringEquals', 'StringLike', 'StringNotEquals'],
    values: ['5', '10', '1*', 'x'],
  },
  { keys: ['aws:SecureTransport'], operators: ['StringEquals', 'StringNotEquals'], values: ['true', 'TRUE', 'false'] },
  { keys: ['aws:SourceIp'], operators: ['StringLike', 'StringNotLike'], values: ['10.*', '10.1.2.3', '*:*'] },
];

const NULLS: Family = {
  keys: ['aws:username', 'aws:TagKeys', 's3:max-keys', 's3:prefix', 'aws:SourceIp'],
  operators: ['Null'],
  values: ['true', 'false'],
};

const some = <T>(values: readonly T[], maxLength = 3): fc.Arbitrary<T[]> =>
  fc.array(fc.constantFrom(...values), { minLength: 1, maxLength });

type Entry = readonly [operator: string, key: string, values: readonly string[]];

const entryOf = ({ keys, operators, values }: Family, words: fc.Arbitrary<(operator: string) => string>) =>
  fc
    .tuple(fc.constantFrom(...keys), fc.constantFrom(...operators), some(values), words)
    .map(([key, operator, chosen, word]): Entry => [word(operator), key, chosen]);

const plainWord = fc.constantFrom<(operator: string) => string>(
  (operator) => operator,
  (operator) => operator,
  (operator) => `${operator}IfExists`,
);
const setWord = fc.constantFrom<(operator: string) => string>(
  (operator) => `ForAllValues:${operator}`,
  (operator) => `ForAnyValue:${operator}`,
  (operator) => `ForAnyValue:${operator}IfExists`,
  (operator) => operator,
);

const entry: fc.Arbitrary<Entry> = fc.oneof(
  { weight: 8, arbitrary: fc.oneof(...FAMILIES.map((family) => entryOf(family, plainWord))) },
  { weight: 3, arbitrary: fc.oneof(...SETS.map((family) => entryOf(family, setWord))) },
  { weight: 1, arbitrary: fc.oneof(...FAMILIES.map((family) => entryOf(family, setWord))) },
  { weight: 1, arbitrary: fc.oneof(...MIXED.map((family) => entryOf(family, plainWord))) },
  {
    weight: 2,
    arbitrary: entryOf(
      NULLS,
      fc.constant((operator: string) => operator),
    ),
  },
);

const condition = fc.array(entry, { maxLength: 3 }).map((entries) => {
  const block: Record<string, Record<string, readonly string[]>> = {};
  for (const [operator, key, values] of entries) (block[operator] ??= {})[key] = values;
  return block;
});

const PRINCIPALS: readonly unknown[] = [
  '*',
  { AWS: '*' },
  { AWS: '111122223333' },
  { AWS: 'arn:aws:iam::111122223333:root' },
  { AWS: ['arn:aws:iam::111122223333:user/ann', 'arn:aws:iam::444455556666:role/path/R'] },
  { AWS: 'arn:aws:iam::444455556666:role/path/R' },
  { AWS: 'arn:aws:sts::444455556666:assumed-role/R/s' },
  { Service: 'lambda.amazonaws.com' },
  { Service: ['sns.amazonaws.com', 'lambda.amazonaws.com'], AWS: '444455556666' },
  { Federated: 'cognito-identity.amazonaws.com' },
  { CanonicalUser: '7'.repeat(64) },
];

const effect = fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny');
const isRare = fc.nat(7).map((n) => n === 0);

const statement = (hasPrincipals: boolean): fc.Arbitrary<Readonly<Record<string, unknown>>> =>
  fc
    .record({
      effect,
      actions: some(ACTIONS),
      notAction: isRare,
      resources: some(RESOURCES),
      notResource: isRare,
      condition,
      principal: fc.constantFrom(...PRINCIPALS),
      notPrincipal: isRare,
    })
    .map(({ effect, actions, notAction, resources, notResource, condition, principal, notPrincipal }) => ({
      Effect: effect,
      [notAction ? 'NotAction' : 'Action']: actions,
      [notResource ? 'NotResource' : 'Resource']: resources,
      ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
      ...(hasPrincipals ? { [notPrincipal ? 'NotPrincipal' : 'Principal']: principal } : {}),
    }));

/** Policies with every operator, qualifier, `Not` element and variable, of few values so that they meet often. */
export const policy = (hasPrincipals: boolean): fc.Arbitrary<Document> =>
  fc
    .tuple(fc.nat(9), fc.array(statement(hasPrincipals), { minLength: 1, maxLength: 4 }))
    .map(([version, statements]) => ({
      Version: version === 0 ? '2008-10-17' : '2012-10-17',
      Statement: statements,
    }));

/** Two policies; often the second is the first with one thing changed. */
export const pair = (hasPrincipals: boolean): fc.Arbitrary<readonly [Document, Document]> =>
  fc.oneof(
    fc.tuple(policy(hasPrincipals), policy(hasPrincipals)),
    fc
      .tuple(policy(hasPrincipals), fc.array(statement(hasPrincipals), { minLength: 1, maxLength: 2 }), fc.nat(2))
      .map(([first, others, how]): readonly [Document, Document] => {
        const changed = how === 0 ? [...first.Statement, ...others] : [...first.Statement.slice(how - 1), ...others];
        return [first, { ...first, Statement: changed }];
      }),
  );
