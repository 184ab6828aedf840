import type { Abstract, NativeValue } from '../engine/abstract.ts';
import { toArguments, toConst, toMethod, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { toCallable } from './callable.ts';
import { isGiven } from './environment.ts';
import { findClientSettings } from './js-sdk-v3.ts';
import { isCallable } from './native-table.ts';
import { callOperation } from './operation-call.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

const read = (engine: Engine, value: Abstract, name: string, site: Site): Abstract =>
  engine.get(value, toConst(name), false, site);

/** Calls on the queue that the options name, with the client that they hold. */
function callQueue(engine: Engine, library: string, operation: string, options: Abstract, site: Site): Abstract {
  const client = findClientSettings(read(engine, options, 'sqs', site));
  const input = engine.createObject([['QueueUrl', read(engine, options, 'queueUrl', site)]]);
  return callOperation(
    engine,
    client ?? { service: 'sqs', credentials: 'default' },
    { operation, args: input, library },
    site,
  );
}

/** `Consumer.create({ queueUrl, handleMessage }).start()` receives, handles and deletes messages. */
const createConsumer: Call = (engine, args) => {
  const options = args.positional[0] ?? UNDEFINED;
  const key = `sqs-consumer:${engine.nextId()}`;
  return {
    k: 'model',
    key,
    get: (_e, name) =>
      toMethod(key, name, (e, given, site) => {
        e.escape(given.positional.filter(isCallable), key, site);
        if (name !== 'start') return UNDEFINED;
        const call = (operation: string): Abstract => callQueue(e, 'sqs-consumer', operation, options, site);
        const message = call('ReceiveMessage');
        const [one, many] = ['handleMessage', 'handleMessageBatch'].map((n) => read(e, options, n, site));
        const item: Abstract = message.k === 'result' ? { ...message, path: ['Messages', '[]'] } : message;
        if (isCallable(one)) e.call(one, toArguments(item), site);
        if (isCallable(many)) e.call(many, toArguments(e.createList([item], true)), site);
        const keeps = read(e, options, 'shouldDeleteMessages', site);
        if (!(keeps.k === 'const' && keeps.value === false)) call('DeleteMessage');
        const changes = ['terminateVisibilityTimeout', 'heartbeatInterval'].some((n) =>
          isGiven(read(e, options, n, site)),
        );
        if (changes) call('ChangeMessageVisibility');
        return UNDEFINED;
      }),
  };
};

/** `Producer.create({ queueUrl }).send(messages)`. */
const createProducer: Call = (engine, args) => {
  const options = args.positional[0] ?? UNDEFINED;
  const key = `sqs-producer:${engine.nextId()}`;
  const operations: Readonly<Record<string, string>> = { send: 'SendMessageBatch', queueSize: 'GetQueueAttributes' };
  return {
    k: 'model',
    key,
    get: (_e, name) =>
      toMethod(key, name, (e, _given, site) => {
        const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
        return operation === undefined
          ? toUnknown(`result of ${name}`)
          : callQueue(e, 'sqs-producer', operation, options, site);
      }),
  };
};

const EXPORTS: Readonly<Record<string, readonly [name: string, make: Call]>> = {
  'sqs-consumer': ['Consumer', createConsumer],
  'sqs-producer': ['Producer', createProducer],
};

/** Libraries over SQS. */
export const queueLibraries: PackageModel = {
  matches: (name) => Object.hasOwn(EXPORTS, name),
  find: (_engine, packageName, path) => {
    const [name, make] = EXPORTS[packageName] ?? [];
    if (make === undefined || (path.length > 0 && path[0] !== name) || path.length > 1) return undefined;
    const key = `${packageName}.${name}`;
    const cls = toCallable(key, make, (member) => (member === 'create' ? toMethod(key, member, make) : undefined));
    return path.length === 1 ? cls : undefined;
  },
};
