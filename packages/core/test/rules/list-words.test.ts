import { describe, expect, it } from 'vitest';
import { nameResource } from '../../src/rules/permissions/list-words.ts';

describe('a resource in a sentence', () => {
  it.each([
    ['${Orders.Arn}', 'Orders'],
    ['arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}', 'Orders'],
    ['${Uploads.Arn}/*', 'Uploads/*'],
    ['arn:aws:s3:::uploads-${Stage}/*', 's3:uploads-${Stage}/*'],
    ['arn:aws:s3:::app-${AWS::AccountId}', 's3:app-${AWS::AccountId}'],
    ['arn:aws:ssm:eu-west-1:111122223333:parameter/${Stage}/${Name}', 'ssm:parameter/${Stage}/${Name}'],
    ['*', '*'],
  ])('%s is %s', (text, expected) => {
    expect(nameResource(text)).toBe(expected);
  });
});
