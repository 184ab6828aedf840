import type { Abstract, Arguments, NativeValue } from '../engine/abstract.ts';
import { toMethod, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { readArgument } from './native-table.ts';
import { callOperation } from './operation-call.ts';
import type { PackageModel } from './package-model.ts';
import { createFrame } from './python-s3-files.ts';
import { callS3, isS3Address } from './s3-address.ts';
import { callTable } from './table-operations.ts';

type Call = NativeValue['call'];

const LIBRARY = 'awswrangler';

const findAddress = (args: Arguments): Abstract | undefined =>
  args.named.get('path') ?? [...args.positional, ...args.named.values()].find(isS3Address);

function reportHidden(engine: Engine, address: Abstract | undefined, site: Site): void {
  if (address !== undefined && !isS3Address(address))
    engine.unresolved(`call of \`${LIBRARY}\``, 'the address that it is given is not known', site);
}

/** A path in one text is a prefix whose objects are listed first; a list of paths names the objects. */
const onObjects =
  (...operations: readonly string[]): Call =>
  (engine, args, site) => {
    const address = findAddress(args);
    const isPrefix = address?.k !== 'list';
    for (const operation of operations)
      if (operation !== 'ListObjectsV2' || isPrefix)
        callS3(engine, LIBRARY, operation, address, site, { isFolder: isPrefix ? 'maybe' : false });
    reportHidden(engine, address, site);
    return createFrame(LIBRARY);
  };

function call(
  engine: Engine,
  service: string,
  operation: string,
  input: readonly (readonly [string, Abstract | undefined])[],
  site: Site,
): Abstract {
  const fields = input.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return callOperation(
    engine,
    { service, credentials: 'default' },
    { operation, args: engine.createObject(fields), library: LIBRARY },
    site,
  );
}

/** Writing a data set replaces what was there, and keeps its table in Glue up to date. */
const write: Call = (engine, args, site) => {
  const mode = args.named.get('mode');
  const isDataSet = ['dataset', 'mode', 'partition_cols', 'bucketing_info'].some((name) => args.named.has(name));
  const use = { isFolder: isDataSet || ('maybe' as const) };
  callS3(engine, LIBRARY, 'PutObject', findAddress(args), site, use);
  reportHidden(engine, findAddress(args), site);
  if (mode !== undefined && !(mode.k === 'const' && mode.value === 'append'))
    for (const operation of ['ListObjectsV2', 'DeleteObjects'])
      callS3(engine, LIBRARY, operation, findAddress(args), site, use);
  const database = args.named.get('database');
  const table = args.named.get('table');
  if (table !== undefined)
    for (const operation of ['GetTable', 'CreateTable', 'UpdateTable']) {
      const name =
        operation === 'GetTable'
          ? (['Name', table] as const)
          : (['TableInput', engine.createObject([['Name', table]])] as const);
      call(engine, 'glue', operation, [['DatabaseName', database], name], site);
    }
  return toUnknown('paths of objects');
};

const query: Call = (engine, args, site) => {
  const workgroup = args.named.get('workgroup');
  const context = engine.createObject([['Database', args.named.get('database') ?? args.positional[1] ?? UNDEFINED]]);
  call(
    engine,
    'athena',
    'StartQueryExecution',
    [
      ['QueryString', args.named.get('sql') ?? args.positional[0]],
      ['QueryExecutionContext', context],
      ['WorkGroup', workgroup],
    ],
    site,
  );
  for (const operation of ['GetQueryExecution', 'GetQueryResults', 'GetWorkGroup'])
    call(engine, 'athena', operation, [['WorkGroup', workgroup]], site);
  engine.unresolved('a query of Athena', 'which tables of Glue and buckets it reads and writes is not known', site);
  return createFrame(LIBRARY);
};

const onTable =
  (...operations: readonly string[]): Call =>
  (engine, args, site) => {
    const table = readArgument({ ...args, rest: UNDEFINED }, 1, 'table_name') ?? args.positional[0];
    for (const operation of operations) callTable(engine, { library: LIBRARY, operation, table }, site);
    return toUnknown('items of a table');
  };

const FUNCTIONS: Readonly<Record<string, Call>> = {
  's3.list_objects': onObjects('ListObjectsV2'),
  's3.list_directories': onObjects('ListObjectsV2'),
  's3.does_object_exist': onObjects('HeadObject'),
  's3.describe_objects': onObjects('ListObjectsV2', 'HeadObject'),
  's3.size_objects': onObjects('ListObjectsV2', 'HeadObject'),
  's3.delete_objects': onObjects('ListObjectsV2', 'DeleteObjects'),
  's3.download': onObjects('GetObject'),
  's3.upload': onObjects('PutObject'),
  's3.select_query': onObjects('ListObjectsV2', 'SelectObjectContent'),
  'athena.read_sql_query': query,
  'athena.start_query_execution': query,
  'dynamodb.put_items': onTable('DescribeTable', 'BatchWriteItem'),
  'dynamodb.put_df': onTable('DescribeTable', 'BatchWriteItem'),
  'dynamodb.put_json': onTable('DescribeTable', 'BatchWriteItem'),
  'dynamodb.put_csv': onTable('DescribeTable', 'BatchWriteItem'),
  'dynamodb.delete_items': onTable('DescribeTable', 'BatchWriteItem'),
  'secretsmanager.get_secret': (e, args, site) =>
    call(e, 'secrets-manager', 'GetSecretValue', [['SecretId', readArgument(args, 0, 'name')]], site),
  'secretsmanager.get_secret_json': (e, args, site) =>
    call(e, 'secrets-manager', 'GetSecretValue', [['SecretId', readArgument(args, 0, 'name')]], site),
};

/** AWS SDK for pandas. What it does not list stays reported as not known. */
export const awsWrangler: PackageModel = {
  matches: (name) => name === LIBRARY,
  find: (_engine, _name, path) => {
    const name = path.join('.');
    if (name.startsWith('s3.read_') && !name.endsWith('_metadata'))
      return toMethod(LIBRARY, name, onObjects('ListObjectsV2', 'GetObject'));
    if (name.startsWith('s3.to_')) return toMethod(LIBRARY, name, write);
    return Object.hasOwn(FUNCTIONS, name) ? toMethod(LIBRARY, name, FUNCTIONS[name] as Call) : undefined;
  },
};
