import { describe, expect, it } from 'vitest';
import { holds } from '../../../src/iam/conditions/holds.ts';
import { conditionOperators } from '../../../src/iam/conditions/index.ts';
import { parsePolicy } from '../../../src/iam/policy/parse-policy.ts';

type Value = string | readonly string[] | undefined;

function test(operator: string, have: Value, want: unknown, extra: Readonly<Record<string, string>> = {}): boolean {
  const statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition: { [operator]: { 'k:K': want } } };
  const { policy } = parsePolicy({ Version: '2012-10-17', Statement: statement });
  const condition = policy?.statements[0]?.conditions[0];
  if (condition === undefined) throw new Error(`no condition in ${operator}`);
  const context = new Map(have === undefined ? [] : [['k:k', typeof have === 'string' ? [have] : have] as const]);
  return holds(condition, context, { valueOf: (key) => extra[key], assume: false });
}

const V6 = '2001:db8::1';

/** Operator, value of the request, values of the policy, answer. */
const CASES: readonly (readonly [string, Value, unknown, boolean])[] = [
  ['StringEquals', 'a', 'a', true],
  ['StringEquals', 'A', 'a', false],
  ['StringEquals', 'ab', 'a*', false],
  ['StringEquals', 'a*', 'a*', true],
  ['StringEquals', 'b', ['a', 'b'], true],
  ['StringEquals', '1', 1, true],
  ['StringEquals', '', '', true],
  ['StringNotEquals', 'b', ['a', 'b'], false],
  ['StringNotEquals', 'c', ['a', 'b'], true],
  ['StringEqualsIgnoreCase', 'ÄB', 'äb', true],
  ['StringNotEqualsIgnoreCase', 'AB', 'ab', false],
  ['StringLike', 'abc', 'a*', true],
  ['StringLike', 'abc', 'A*', false],
  ['StringLike', 'abc', 'a?c', true],
  ['StringLike', 'ac', 'a?c', false],
  ['StringLike', '😀', '?', true],
  ['StringLike', 'a*', 'a${*}', true],
  ['StringLike', 'ab', 'a${*}', false],
  ['StringLike', '', '*', true],
  ['StringNotLike', 'abc', 'b*', true],
  ['StringNotLike', 'abc', ['b*', 'a*'], false],
  ['NumericEquals', '10', '10.0', true],
  ['NumericEquals', '10abc', '10', false],
  ['NumericEquals', '10', '10abc', false],
  ['NumericEquals', '', '0', false],
  ['NumericEquals', ' 1', '1', false],
  ['NumericEquals', '0x10', '16', false],
  ['NumericEquals', '1e1', '10', true],
  ['NumericNotEquals', '10', '11', true],
  ['NumericNotEquals', '10abc', '10', true],
  ['NumericLessThan', '-1', '0', true],
  ['NumericLessThan', '9', '10', true],
  ['NumericLessThan', '10', '10', false],
  ['NumericLessThanEquals', '10', '10', true],
  ['NumericGreaterThan', '10', '9', true],
  ['NumericGreaterThan', '10', ['9', '99'], true],
  ['NumericGreaterThanEquals', '9.99', '10', false],
  ['NumericEquals', '9007199254740993', '9007199254740992', false],
  ['NumericEquals', '9007199254740993.0', '9007199254740993', true],
  ['NumericNotEquals', '9007199254740993', '9007199254740992', true],
  ['NumericGreaterThan', '9007199254740993', '9007199254740992', true],
  ['NumericLessThan', '-9007199254740993', '-9007199254740992', true],
  ['NumericEquals', '0.1000000000000000000000001', '0.1', false],
  ['NumericGreaterThan', '1e400', '1e399', true],
  ['NumericEquals', '1e400', '10e399', true],
  ['NumericLessThan', '1e-400', '2e-400', true],
  ['NumericLessThan', '-1e9999', '1e-9999', true],
  ['NumericEquals', '-0', '0', true],
  ['NumericEquals', '0e5', '0.000', true],
  ['NumericEquals', '.5', '0.5', true],
  ['NumericEquals', '5.', '5', true],
  ['NumericEquals', '.', '0', false],
  ['NumericEquals', '+', '0', false],
  ['DateEquals', '2020-01-01', '2020-01-01T00:00:00Z', true],
  ['DateEquals', '2020-01-01T01:00:00+01:00', '2020-01-01T00:00:00Z', true],
  ['DateEquals', '1577836800', '2020-01-01T00:00:00Z', true],
  ['DateEquals', '2020', '2020-01-01', true],
  ['DateEquals', '2020-02-30', '2020-03-01', false],
  ['DateNotEquals', '2020-01-01', '2020-01-02', true],
  ['DateLessThan', '1577836799', '2020-01-01T00:00:00Z', true],
  ['DateLessThan', '1577836800', '2020-01-01T00:00:00Z', false],
  ['DateLessThan', 'yesterday', '2020-01-01', false],
  ['DateLessThan', '2019-12-31T23:59:59.999Z', '1577836800', true],
  ['DateLessThanEquals', '2020-01-01', '1577836800', true],
  ['DateGreaterThan', '2020-01-02', '2020-01-01', true],
  ['DateGreaterThanEquals', '2020-01-01', '2020-01-01', true],
  ['Bool', 'true', 'true', true],
  ['Bool', 'true', true, true],
  ['Bool', 'False', 'false', true],
  ['Bool', 'yes', 'yes', false],
  ['Bool', undefined, 'false', false],
  ['BoolIfExists', undefined, 'true', true],
  ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true],
  ['BinaryEquals', 'QmluYXJ5', 'qmluYXJ5', false],
  ['IpAddress', '203.0.113.7', '203.0.113.0/24', true],
  ['IpAddress', '203.0.114.7', '203.0.113.0/24', false],
  ['IpAddress', '203.0.113.7', '203.0.113.99/24', true],
  ['IpAddress', '203.0.113.7', '203.0.113.7', true],
  ['IpAddress', '203.0.113.7', '0.0.0.0/0', true],
  ['IpAddress', V6, '0.0.0.0/0', false],
  ['IpAddress', V6, '::/0', true],
  ['IpAddress', '203.0.113.7', '::/0', false],
  ['IpAddress', '2001:DB8:0:0:0:0:0:1', V6, true],
  ['IpAddress', '::ffff:203.0.113.7', '203.0.113.0/24', false],
  ['IpAddress', '::ffff:203.0.113.7', '::ffff:cb00:7107', true],
  ['IpAddress', '203.0.113.7', '203.0.113.0/33', false],
  ['IpAddress', '203.0.113', '203.0.113.0/24', false],
  ['IpAddress', '203.0.113.256', '0.0.0.0/0', false],
  ['NotIpAddress', V6, '203.0.113.0/24', true],
  ['NotIpAddress', '203.0.113.7', '203.0.113.0/24', false],
  ['NotIpAddress', '203.0.113.7', ['198.51.100.0/24', '203.0.113.0/24'], false],
  ['NotIpAddress', '203.0.113.7', 'nonsense', true],
  ['ArnLike', 'arn:aws:sns:us-east-1:111122223333:t', 'arn:aws:sns:*:*:t', true],
  ['ArnEquals', 'arn:aws:sns:us-east-1:111122223333:t', 'arn:aws:sns:*:*:t', true],
  ['ArnLike', 'arn:aws:lambda:us-east-1:111122223333:function:f', 'arn:aws:lambda:us-east-1:*:f', false],
  ['ArnLike', 'arn:aws:lambda:us-east-1:111122223333:function:f:1', 'arn:aws:lambda:us-east-1:*:function:*', true],
  ['ArnLike', 'arn:aws:sns:us-east-1:111122223333:t', 'arn:aws:sns:*', false],
  ['ArnLike', 'arn:aws:sns:us-east-1:111122223333:t', '*', true],
  ['ArnLike', 'arn:aws:sns:us-east-1:111122223333:T', 'arn:aws:sns:us-east-1:111122223333:t', false],
  ['ArnNotLike', 'arn:aws:sns:us-east-1:111122223333:t', 'arn:aws:sqs:*:*:*', true],
  ['ArnNotEquals', 'arn:aws:sns:us-east-1:111122223333:t', 'arn:aws:sns:*:*:*', false],
  ['Null', undefined, 'true', true],
  ['Null', [], 'true', true],
  ['Null', 'x', 'true', false],
  ['Null', 'x', 'false', true],
  ['Null', undefined, false, false],
  ['Null', undefined, ['true', 'false'], true],
  // Absent keys.
  ['StringEquals', undefined, 'a', false],
  ['StringNotEquals', undefined, 'a', true],
  ['StringEqualsIfExists', undefined, 'a', true],
  ['StringEqualsIfExists', 'b', 'a', false],
  ['StringNotLikeIfExists', undefined, '*', true],
  ['NumericLessThan', undefined, '1', false],
  ['NotIpAddress', undefined, '0.0.0.0/0', true],
  ['ArnNotLike', undefined, '*', true],
  ['ForAllValues:StringEquals', undefined, 'a', true],
  ['ForAllValues:StringEquals', [], 'a', true],
  ['ForAllValues:StringNotEquals', undefined, 'a', true],
  ['ForAnyValue:StringEquals', undefined, 'a', false],
  ['ForAnyValue:StringNotEquals', undefined, 'a', false],
  ['ForAnyValue:StringEqualsIfExists', undefined, 'a', true],
  // Sets.
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b', 'c'], true],
  ['ForAllValues:StringEquals', ['a', 'd'], ['a', 'b'], false],
  ['ForAllValues:StringNotEquals', ['c', 'd'], ['a', 'b'], true],
  ['ForAllValues:StringNotEquals', ['c', 'a'], ['a', 'b'], false],
  ['ForAnyValue:StringEquals', ['a', 'd'], ['a', 'b'], true],
  ['ForAnyValue:StringEquals', ['c', 'd'], ['a', 'b'], false],
  ['ForAnyValue:StringNotEquals', ['c', 'a'], ['a', 'b'], true],
  ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'b'], false],
  ['ForAllValues:StringEquals', ['a'], [], false],
  ['StringEquals', ['a', 'b'], 'b', true],
  ['StringNotEquals', ['a', 'b'], 'b', false],
  ['StringNotEquals', 'a', [], true],
  ['forallvalues:stringlikeifexists', ['ab'], 'A*', false],
];

describe('conditions', () => {
  it.each(CASES)('%s: %j against %j is %s', (operator, have, want, answer) => {
    expect(test(operator, have, want)).toBe(answer);
  });

  it('are of 27 operators', () => {
    expect(new Set(conditionOperators.map(({ name }) => name)).size).toBe(27);
  });

  it('replace variables, whose values hold no wildcards', () => {
    const user = { 'aws:username': 'b*' };
    expect(test('StringLike', 'ab*', 'a${aws:username}', user)).toBe(true);
    expect(test('StringLike', 'abc', 'a${aws:username}', user)).toBe(false);
    expect(test('StringLike', 'ab', "a${aws:PrincipalTag/T, 'b'}")).toBe(true);
  });

  it('never equal a variable without a value', () => {
    expect(test('StringEquals', 'a', '${aws:username}')).toBe(false);
    expect(test('StringEquals', '${aws:username}', '${aws:username}')).toBe(false);
    expect(test('StringNotEquals', 'a', '${aws:username}')).toBe(true);
  });
});
