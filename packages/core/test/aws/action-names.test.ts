import { describe, expect, it } from 'vitest';
import { findActionNames, listActionNames } from '../../src/aws/action-names.ts';
import { findAction } from '../../src/aws/actions.ts';
import { iamPrefixOf } from '../../src/aws/services.ts';
import { showNeeds } from './code-values.ts';

describe('findActionNames', () => {
  it('names actions that the catalogue holds', () => {
    const unknown = listActionNames().filter(
      ([service, action]) => findAction(`${iamPrefixOf(service) ?? ''}:${action}`) === undefined,
    );
    expect(unknown).toEqual([]);
  });

  it('gives the name of the operation itself to all others', () => {
    expect(findActionNames('dynamodb', 'GetItem')).toEqual(['GetItem']);
    expect(findActionNames('constructor', 'toString')).toEqual(['toString']);
    expect(findActionNames('budgets', 'toString')).toEqual(['toString']);
  });
});

describe('findNeeds of operations whose actions have other names', () => {
  it.each([
    ['budgets', 'CreateBudget', {}, ['budgets:ModifyBudget budgets:::budget/*']],
    [
      'verifiedpermissions',
      'BatchIsAuthorizedWithToken',
      { policyStoreId: 'Store' },
      ['verifiedpermissions:IsAuthorizedWithToken verifiedpermissions:::policy-store/Store'],
    ],
    ['connectparticipant', 'SendMessage', {}, []],
    ['s3-control', 'GetPublicAccessBlock', { AccountId: '123456789012' }, ['s3:GetAccountPublicAccessBlock *']],
    ['keyspaces', 'GetTable', {}, ['cassandra:Select cassandra:::/keyspace/*/table/*']],
  ])('%s %s', (service, operation, args, needs) => {
    expect(showNeeds(service, operation, args)).toEqual(needs);
  });
});
