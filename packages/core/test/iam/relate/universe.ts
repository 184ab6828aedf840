import { decide } from '../../../src/iam/evaluate/decide.ts';
import { readPolicySet } from '../../../src/iam/evaluate/policy-set.ts';
import { readRequest } from '../../../src/iam/evaluate/request.ts';
import type { Document } from './random-policies.ts';

/** A request of the small universe. */
export interface Request {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:ListBucket', 'sqs:SendMessage', 'madeup:Do', 'other:Get1'];
const RESOURCES = [
  '*',
  'arn:aws:s3:::b',
  'arn:aws:s3:::b/x',
  'arn:aws:s3:::b/x/x',
  'arn:aws:s3:::b/a/x',
  'arn:aws:s3:::b/a',
  'arn:aws:s3:::B/x',
  'arn:aws:s3:::c/x',
  'arn:aws:s3:::bb/x',
  'arn:aws:s3:::b/*',
  'arn:aws:s3:::b/q?',
  'arn:aws:s3:::a/b',
  'arn:aws:sqs:us-east-1:123456789012:q',
  'arn:aws:sqs:us-east-1:p',
];
const ONES: Readonly<Record<string, readonly string[]>> = {
  'aws:principaltag/team': ['a', 'b', 'ab', 'A', 'x', 'zz', 'a*'],
  'aws:username': ['a', 'x', 'b', 'zz'],
  's3:prefix': ['a', 'ab', 'b', 'zz', 'x'],
  's3:max-keys': ['1', '5', '6', '10', '-4', '7.5', '11', '0'],
  'aws:currenttime': [
    '2020-01-01T00:00:00Z',
    '2019-01-01T00:00:00Z',
    '2020-06-01T00:00:00Z',
    '2022-01-01',
    '1577836801',
  ],
  'aws:securetransport': ['true', 'false'],
  'aws:sourceip': ['10.1.2.3', '10.200.0.1', '11.0.0.1', '2001:db8::1', '2002::1'],
  'aws:sourcearn': [
    'arn:aws:sns:us-east-1:111122223333:t',
    'arn:aws:sns:eu-west-1:444455556666:t',
    'arn:aws:sns:us-east-2:111122223333:t:u',
    'arn:aws:sqs:us-east-1::tt',
    'arn:aws:s3:::a',
    'no ARN',
  ],
  'x:bytes': ['QmluYXJ5', 'QQ==', 'QUE='],
  'aws:tagkeys': ['a', 'b', 'x', 'zz'],
  'x:numbers': ['1', '5', '12'],
};
const SETS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'aws:tagkeys': [
    ['a', 'b'],
    ['a', 'zz'],
    ['A', 'ab', 'x'],
  ],
  'x:numbers': [
    ['1', '5'],
    ['5', '12'],
  ],
};
const PRINCIPALS = [
  'anonymous',
  'arn:aws:iam::111122223333:root',
  'arn:aws:iam::111122223333:user/ann',
  'arn:aws:iam::111122223333:user/bob',
  'arn:aws:iam::444455556666:role/path/R',
  'arn:aws:sts::444455556666:assumed-role/R/s',
  'arn:aws:sts::444455556666:assumed-role/R/t',
  'arn:aws:sts::444455556666:assumed-role/Q/t',
  'arn:aws:iam::777788889999:user/eve',
  'lambda.amazonaws.com',
  'ec2.amazonaws.com',
  'cognito-identity.amazonaws.com',
  '7'.repeat(64),
];

/** So many contexts are looked at; larger universes are thinned evenly. */
const MAX_CONTEXTS = process.env['SALLYPORT_PROVE'] === undefined ? 15 : 300;

/** Calls of a small generator, equal for equal seeds. */
function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Contexts over the keys that the policies mention. */
function listContexts(
  documents: readonly Document[],
  random: (below: number) => number,
): readonly Request['context'][] {
  const folded = JSON.stringify(documents).toLowerCase();
  const sets = listSetKeys(documents);
  const keys = Object.keys(ONES).filter((key) => folded.includes(key));
  const choices = keys.map((key) => [undefined, ...(ONES[key] ?? []), ...(sets.has(key) ? toSets(key) : [])]);
  const size = choices.reduce((product, values) => product * values.length, 1);
  const pick = (number: number): Request['context'] => {
    let rest = number;
    const entries = keys.flatMap((key, index) => {
      const values = choices[index] ?? [];
      const value = values[rest % values.length];
      rest = Math.floor(rest / values.length);
      return value === undefined ? [] : [[key, value] as const];
    });
    return Object.fromEntries(entries);
  };
  if (size <= MAX_CONTEXTS) return Array.from({ length: size }, (_, number) => pick(number));
  return Array.from({ length: MAX_CONTEXTS }, () => pick(random(size)));
}

/** Keys that some condition reads as sets: only these have several values in a request. */
function listSetKeys(documents: readonly Document[]): ReadonlySet<string> {
  const blocks = documents.flatMap(({ Statement }) => Statement.map((statement) => statement['Condition'] ?? {}));
  const entries = blocks.flatMap((block) => Object.entries(block as Record<string, object>));
  const qualified = entries.filter(([operator]) => operator.includes(':')).flatMap(([, keys]) => Object.keys(keys));
  return new Set(qualified.map((key) => key.toLowerCase()));
}

/** Only values of the type of the key: a boolean has no third one. */
function toSets(key: string): readonly (readonly string[])[] {
  const values = ONES[key] ?? [];
  const pick = (...places: readonly number[]): readonly string[] => places.flatMap((place) => values[place] ?? []);
  return SETS[key] ?? [pick(0, 1), pick(1, 3), pick(0, 1, 2)];
}

const isIdentity = (document: Document): boolean =>
  document.Statement.every((statement) => !('Principal' in statement) && !('NotPrincipal' in statement));

type Judge = (request: Request) => boolean;

/** What the evaluator says of one policy alone. Callers of policies of resources have policies that allow everything. */
export function createJudge(document: Document): Judge {
  const isOwn = isIdentity(document);
  const policies = readPolicySet(
    isOwn ? { identity: [document as never] } : { identity: [ALL], resourcePolicies: [document as never] },
  );
  // The resource has an owner of its own: then the policy of the resource must grant whatever the caller may do.
  const owner = isOwn ? {} : { resourceAccount: '998877665544' };
  return (request) => decide(policies, readRequest({ ...request, ...owner })).decision === 'allowed';
}

const ALL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** A request of the small universe that `after` allows and `before` does not. */
export function findNewAccess(before: Document, after: Document, seed: number): Request | undefined {
  const random = createRandom(seed);
  const contexts = listContexts([before, after], random);
  const principals = isIdentity(after) && isIdentity(before) ? ['arn:aws:iam::123456789012:user/u'] : PRINCIPALS;
  const [isNew, isOld] = [createJudge(after), createJudge(before)];
  for (const context of contexts) {
    for (const action of ACTIONS) {
      for (const resource of RESOURCES) {
        const principal = principals[random(principals.length)] as string;
        const request = { principal, action, resource, context };
        if (isNew(request) && !isOld(request)) return request;
      }
    }
  }
  return undefined;
}
