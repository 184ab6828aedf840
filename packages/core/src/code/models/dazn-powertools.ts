import type { Abstract } from '../engine/abstract.ts';
import { toArguments } from '../engine/abstract.ts';
import { createObserver, first } from './native-table.ts';
import { sdkV2 } from './js-sdk-v2.ts';
import { toCallable } from './callable.ts';
import type { PackageModel } from './package-model.ts';

const PREFIX = '@dazn/lambda-powertools-';

/** Clients of the SDK for JavaScript v2 that the packages hand out, with correlation ids added to what they send. */
const CLIENTS: Readonly<Record<string, readonly string[]>> = {
  'dynamodb-client': ['DynamoDB', 'DocumentClient'],
  'eventbridge-client': ['EventBridge'],
  'firehose-client': ['Firehose'],
  'kinesis-client': ['Kinesis'],
  'lambda-client': ['Lambda'],
  'sns-client': ['SNS'],
  'sqs-client': ['SQS'],
  'step-functions-client': ['StepFunctions'],
};

/** DAZN's tools for Lambda. */
export const daznPowertools: PackageModel = {
  matches: (name) => name.startsWith(PREFIX),
  find: (engine, packageName, path, site) => {
    if (path.length > 0) return undefined;
    const part = packageName.slice(PREFIX.length);
    if (part === 'logger') return createObserver(packageName);
    if (part.startsWith('pattern-')) return toCallable(packageName, first);
    const names = Object.hasOwn(CLIENTS, part) ? CLIENTS[part] : undefined;
    const cls = names?.reduce<Abstract | undefined>(
      (holder, name) =>
        holder === undefined
          ? sdkV2.find(engine, 'aws-sdk', [name], site)
          : engine.get(holder, { k: 'const', value: name }, false, site),
      undefined,
    );
    return cls === undefined ? undefined : engine.construct(cls, toArguments(), site);
  },
};
