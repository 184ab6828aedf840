import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../src/app/edit-distance.ts';
import { findSuggestions } from '../../src/rules/permissions/unknown-action/find-suggestion.ts';

describe('findSuggestions', () => {
  it.each([
    ['lambda:Invoke', ['lambda:InvokeFunction']],
    ['s3:HeadObject', ['s3:GetObject']],
    ['s3:ListObjectsV2', ['s3:ListBucket']],
    ['s3:ListBuckets', ['s3:ListAllMyBuckets']],
    ['dynamodb:GetItm', ['dynamodb:GetItem']],
    ['sqs:SendMessageBatch', ['sqs:SendMessage']],
    ['eventbridge:PutEvents', ['events:PutEvents']],
    ['stepfunctions:StartExecution', ['states:StartExecution']],
    ['dynamodbb:GetItem', ['dynamodb:GetItem']],
    ['quantumleap:Jump', []],
    ['dynamodb:Explode', []],
    ['', []],
    ['s3:', []],
  ])('of %s is %j', (action, meant) => {
    expect(findSuggestions(action)).toEqual(meant);
  });
});

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['getitem', 'getitm', 1],
    ['put', 'get', 2],
    ['', 'abc', 3],
  ])('of %j and %j is %d', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  it('is the same both ways, and no more than the longer word', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 10 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(distance === 0).toBe(a === b);
      }),
    );
  });
});
