import type { Abstract } from '../engine/abstract.ts';
import { toUnknown } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { isGiven } from './environment.ts';
import { callOperation } from './operation-call.ts';

/** A call that a library makes on a table of DynamoDB. */
export interface TableCall {
  readonly library: string;
  readonly operation: string;
  readonly table: Abstract | undefined;
  readonly index?: Abstract | undefined;
  /** Region and endpoint of the client that the library was given. */
  readonly settings?: {
    readonly region?: Abstract;
    readonly endpoint?: Abstract;
    readonly credentials: 'default' | 'other';
  };
}

/** The member of a transaction's item by the operation that it stands for. */
export type TransactItem = 'Get' | 'Put' | 'Update' | 'Delete' | 'ConditionCheck';

/** Records an operation on a table, in the form in which the API names the table for it. */
export function callTable(engine: Engine, call: TableCall, site: Site, items: readonly TransactItem[] = []): Abstract {
  const table = isGiven(call.table) ? call.table : toUnknown(`the table that ${call.library} uses`);
  const input = engine.createObject();
  if (call.operation.startsWith('Batch')) {
    const requests = engine.createObject();
    engine.set(requests, table, engine.createList([], true), true, site);
    input.fields.set('RequestItems', requests);
  } else if (call.operation.startsWith('Transact')) {
    const kinds: readonly TransactItem[] = call.operation === 'TransactGetItems' ? ['Get'] : items;
    const entries = kinds.map((kind) => engine.createObject([[kind, engine.createObject([['TableName', table]])]]));
    input.fields.set('TransactItems', engine.createList(entries, entries.length === 0));
  } else {
    input.fields.set('TableName', table);
    if (isGiven(call.index)) input.fields.set('IndexName', call.index);
  }
  return callOperation(
    engine,
    { service: 'dynamodb', credentials: 'default', ...call.settings },
    { operation: call.operation, args: input, library: call.library },
    site,
  );
}
