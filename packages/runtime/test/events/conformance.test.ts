import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { identify, parseEvent } from '@sallyport/runtime/events';

const SHARED = process.env['SALLYPORT_SHARED'] ?? join(import.meta.dirname, '../../../../../shared');
const FOLDER = join(SHARED, 'data/events');
const isHere = existsSync(FOLDER);
if (!isHere) console.log('SKIPPED conformance: shared/data/events is not here');

interface Sample {
  readonly name: string;
  readonly event: unknown;
}

interface Type {
  readonly type: string;
  readonly role: string;
  readonly invalid?: boolean;
}

/** Names of the data set that are not those of a source: what a message carries, or another word for the service. */
const SOURCE_OF: Readonly<Record<string, string>> = {
  'apigw-rest': 'api-gateway-v1',
  'apigw-http': 'api-gateway-v2',
  'apigw-websocket': 'api-gateway-websocket',
  'apigw-rest-authorizer-token': 'api-gateway-authorizer-token',
  'apigw-rest-authorizer-request': 'api-gateway-authorizer-request',
  'apigw-http-authorizer-v1': 'api-gateway-authorizer-request',
  'apigw-http-authorizer': 'api-gateway-authorizer-v2',
  'appsync-resolver-batch': 'appsync-resolver',
};

const toSource = (type: string): string =>
  SOURCE_OF[type] ?? type.replace(/^(eventbridge|sqs|kinesis|dynamodb-stream)-(?!analytics).*/, '$1');

function readSamples(): readonly (Sample & Type)[] {
  if (!isHere) return [];
  const types = JSON.parse(readFileSync(join(FOLDER, 'types.json'), 'utf8')) as Readonly<Record<string, Type>>;
  const lines = readFileSync(join(FOLDER, 'events.jsonl'), 'utf8').trim().split('\n');
  return lines.flatMap((line) => {
    const sample = JSON.parse(line) as Sample;
    const type = types[sample.name];
    return type === undefined ? [] : [{ ...sample, ...type }];
  });
}

describe.skipIf(!isHere)('published samples', () => {
  const samples = readSamples();
  const genuine = samples.filter(({ role, invalid }) => role === 'event' && invalid !== true);

  it.each(genuine.map(({ name, type, event }) => [name, toSource(type), event] as const))(
    '%s is accepted as %s, and left as it is',
    (_, source, event) => {
      const before = JSON.stringify(event);
      const parsed = parseEvent(event);
      expect(parsed.source).toBe(source);
      expect(parsed.event).toBe(event);
      expect(JSON.stringify(event)).toBe(before);
    },
  );

  it('are recognised as nothing where they are no events', () => {
    const others = samples.filter(({ role }) => role !== 'event');
    expect(others.filter(({ event }) => identify(event) !== undefined).map(({ name }) => name)).toEqual([]);
  });
});
