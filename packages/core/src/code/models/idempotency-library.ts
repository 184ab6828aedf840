import type { Abstract, Arguments } from '../engine/abstract.ts';
import { UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { callOperation, toMembers } from './operation-call.ts';

/**
 * What the DynamoDB store of Powertools' idempotency calls
 * (https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/#required-resources).
 */
const OPERATIONS = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'] as const;

/** `new DynamoDBPersistenceLayer({ tableName })`: what it calls is recorded where it is made. */
export function createPersistenceLayer(library: string): Abstract {
  const make = (engine: Engine, args: Arguments, site: Site): Abstract => {
    const options = args.positional[0];
    const table =
      args.named.get('table_name') ??
      (options?.k === 'object' ? options.fields.get('tableName') : options) ??
      UNDEFINED;
    for (const operation of OPERATIONS)
      callOperation(
        engine,
        { service: 'dynamodb', credentials: 'default' },
        { operation, args: engine.createObject([['TableName', table]]), library },
        site,
      );
    return toMembers(`${library}.DynamoDBPersistenceLayer`, {});
  };
  return { k: 'model', key: `class:${library}.DynamoDBPersistenceLayer`, construct: make, call: make };
}
