import { constant, findField } from '../../app/code-value.ts';
import type { CodeValue } from '../../app/code-value.ts';
import { createTargets, uniqueTargets } from '../create-targets.ts';
import { deriveNeeds } from '../derive-needs.ts';
import { isGiven } from '../is-given.ts';
import type { Need, NeedCall, NeedRule, ResourceTarget, ServiceRules } from '../need.ts';
import { allOf, mayBeMissing, needOn, optionally, whenGiven } from './need-on.ts';
import { readPartiQl } from './partiql.ts';

// Source: "Actions, resources, and condition keys for Amazon DynamoDB" and the Developer Guide's pages on transactions and PartiQL.

const table = (whole: CodeValue | undefined, call: NeedCall): readonly ResourceTarget[] =>
  createTargets({ type: 'dynamodb:table', whole, wholeName: 'TableName', wholeForm: 'name', region: call.region });

const index = (whole: CodeValue | undefined, name: CodeValue | undefined, call: NeedCall): readonly ResourceTarget[] =>
  createTargets({
    type: 'dynamodb:index',
    whole,
    wholeName: 'TableName',
    wholeForm: 'name',
    names: { IndexName: name },
    region: call.region,
  });

/** A read through an index asks for the index alone. Arguments that are not written out hardly ever name one. */
const readRule: NeedRule = (call) => {
  const action = `dynamodb:${call.operation}`;
  const name = findField(call.args, 'IndexName');
  const whole = findField(call.args, 'TableName');
  if (name !== undefined && !isWritten(call.args, 'IndexName')) {
    return [
      { action, targets: table(whole, call) },
      { action, targets: index(whole, name, call), optional: true },
    ];
  }
  const missing = name === undefined || mayBeMissing(name);
  const targets = [
    ...(missing ? table(whole, call) : []),
    ...(name === undefined || isNull(name) ? [] : index(whole, name, call)),
  ];
  return [{ action, targets }];
};

/** True where the code names the field itself, and does not only pass on what may hold it. */
function isWritten(args: CodeValue, field: string): boolean {
  if (args.kind === 'one-of') return args.values.some((value) => isWritten(value, field));
  return args.kind === 'object' && (args.fields.has(field) || args.computed !== undefined);
}

const isNull = (value: CodeValue): boolean => value.kind === 'const' && value.value === null;

/** The tables of a batch are the keys of `RequestItems`. */
const batchRule: NeedRule = (call) => {
  const keys = findKeys(findField(call.args, 'RequestItems'));
  const targets = keys.length === 0 ? table(undefined, call) : keys.flatMap((key) => table(key, call));
  return [{ action: `dynamodb:${call.operation}`, targets: uniqueTargets(targets) }];
};

function findKeys(items: CodeValue | undefined): readonly CodeValue[] {
  if (items === undefined) return [];
  if (items.kind === 'one-of') return items.values.flatMap(findKeys);
  if (items.kind !== 'object') return [items];
  return [...[...items.fields.keys()].map(constant), ...(items.computed ?? []).map((c) => c.key)];
}

const MEMBERS: Readonly<Record<string, string>> = {
  Get: 'dynamodb:GetItem',
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
};

/** A transaction asks for the actions of its members, each on the member's table. */
function transaction(members: readonly string[]): NeedRule {
  return (call) => {
    const items = findItems(findField(call.args, 'TransactItems'));
    const needs = members.flatMap((member): Need[] => {
      const tables = items
        .filter((item) => isGiven(item, [member]))
        .map((item) => findField(findField(item, member), 'TableName'));
      if (tables.length === 0) return [];
      return [{ action: MEMBERS[member] ?? '', targets: uniqueTargets(tables.flatMap((t) => table(t, call))) }];
    });
    if (items.length > 0 && items.every((item) => item.kind === 'object' && !item.open && item.fields.size > 0))
      return needs;
    if (needs.length > 0 && items.every((item) => isGiven(item, members))) return needs;
    const seen = new Set(needs.map((need) => need.action));
    const hidden = members.map((m) => MEMBERS[m] ?? '').filter((action) => !seen.has(action));
    const guess = 'the items of the transaction are not visible';
    return [...needs, ...hidden.map((action) => ({ action, guess, targets: table(undefined, call) }))];
  };
}

function findItems(list: CodeValue | undefined): readonly CodeValue[] {
  if (list === undefined) return [];
  if (list.kind === 'one-of') return list.values.flatMap(findItems);
  return list.kind === 'list' ? list.items.flatMap((item) => (item.kind === 'one-of' ? item.values : [item])) : [list];
}

/** PartiQL asks for its own actions, by the verb of each statement, on the table or index that the statement names. */
function partiQl(find: (args: CodeValue) => readonly (CodeValue | undefined)[]): NeedRule {
  return (call) => {
    const found = new Map<string, Need>();
    for (const statement of find(call.args).flatMap(readPartiQl)) {
      const targets =
        statement.index === undefined ? table(statement.table, call) : index(statement.table, statement.index, call);
      const known = found.get(statement.action);
      found.set(statement.action, {
        action: statement.action,
        ...(statement.guess === undefined ? {} : { guess: statement.guess }),
        targets: uniqueTargets([...(known?.targets ?? []), ...targets]),
      });
    }
    return [...found.values()];
  };
}

const listed =
  (member: string) =>
  (args: CodeValue): readonly (CodeValue | undefined)[] => {
    const items = findItems(findField(args, member));
    return items.length === 0 ? [undefined] : items.map((item) => findField(item, 'Statement'));
  };

const export_: NeedRule = allOf(
  deriveNeeds,
  whenGiven(
    ['S3Bucket'],
    allOf(
      ...['s3:PutObject', 's3:PutObjectAcl', 's3:AbortMultipartUpload'].map((action) =>
        needOn(action, 's3:object', 'BucketName', ['S3Bucket']),
      ),
    ),
  ),
);

export const dynamodbRules: ServiceRules = {
  Query: readRule,
  Scan: readRule,
  BatchGetItem: batchRule,
  BatchWriteItem: batchRule,
  TransactGetItems: transaction(['Get']),
  TransactWriteItems: transaction(['Put', 'Update', 'Delete', 'ConditionCheck']),
  ExecuteStatement: partiQl((args) => [findField(args, 'Statement')]),
  BatchExecuteStatement: partiQl(listed('Statements')),
  ExecuteTransaction: partiQl(listed('TransactStatements')),
  ExportTableToPointInTime: export_,
  UpdateTable: allOf(
    deriveNeeds,
    optionally(whenGiven(['SSESpecification'], needOn('kms:DescribeKey', 'kms:key', 'KeyId', []))),
  ),
};
