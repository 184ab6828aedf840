// Measures the checks of one source, and prints JSON: node measure-source.ts SOURCE EVENT
import * as schemas from '@aws-lambda-powertools/parser/schemas';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { sources } from '@sallyport/runtime/events';
import { cloudwatchLogs, toLogMessage, type CloudwatchLogsEvent } from '@sallyport/runtime/events/cloudwatch-logs';
import { toEventFile } from './event-file.ts';

/** Microseconds of CPU, each for one event. */
export interface Checks {
  /** `JSON.parse` alone. */
  readonly parse: number;
  readonly check: number;
  /** Parsed and checked, of what the other parser takes for the same, where it knows the source and accepts the event. */
  readonly ofOther: number | null;
  /** To read what is compressed: by hand, and with the checks. */
  readonly reading: readonly [number, number] | null;
}

interface Schema {
  readonly safeParse: (value: unknown) => { readonly success: boolean };
}

/** What the other parser takes for the same: by the source, or by the event where it has a schema for what lies within. */
const OTHER: Readonly<Record<string, Schema>> = {
  s3: schemas.S3Schema,
  sqs: schemas.SqsSchema,
  'sqs-with-s3': schemas.S3SqsEventNotificationSchema,
  sns: schemas.SnsSchema,
  'api-gateway-v1': schemas.APIGatewayProxyEventSchema,
  'api-gateway-v2': schemas.APIGatewayProxyEventV2Schema,
  'function-url': schemas.LambdaFunctionUrlSchema,
  alb: schemas.AlbSchema,
  eventbridge: schemas.EventBridgeSchema,
  'dynamodb-stream': schemas.DynamoDBStreamSchema,
  kinesis: schemas.KinesisDataStreamSchema,
  firehose: schemas.KinesisFirehoseSchema,
  kafka: schemas.KafkaMskEventSchema,
  ses: schemas.SesSchema,
  'cloudwatch-logs': schemas.CloudWatchLogsSchema,
  'vpc-lattice-v1': schemas.VpcLatticeSchema,
  'vpc-lattice-v2': schemas.VpcLatticeV2Schema,
};

const ROUNDS = 5;
const CALLS = 20_000;

/** Microseconds of CPU for one call: the best of some rounds. */
function measure(act: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.cpuUsage();
    for (let at = 0; at < CALLS; at++) act();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / CALLS);
  }
  return best;
}

/** The other parser throws on some events that it refuses: a byte of a Kafka header below zero. */
function isAccepted(schema: Schema, event: unknown): boolean {
  try {
    return schema.safeParse(event).success;
  } catch {
    return false;
  }
}

function measureSource(name: string, eventName: string): Checks {
  const source = sources.find((one) => one.name === name);
  if (source === undefined) throw new Error(`no source ${name}`);
  const text = JSON.stringify(JSON.parse(readFileSync(toEventFile(eventName), 'utf8')));
  const event = JSON.parse(text) as unknown;
  const other = OTHER[eventName] ?? OTHER[name];
  return {
    parse: measure(() => JSON.parse(text) as unknown),
    check: measure(() => source.parse(event)),
    ofOther:
      other !== undefined && isAccepted(other, JSON.parse(text))
        ? measure(() => source.parse(JSON.parse(text))) / measure(() => other.safeParse(JSON.parse(text)))
        : null,
    reading: name === 'cloudwatch-logs' ? measureReading(text) : null,
  };
}

/** The log events of an event: by hand (base64, gunzip, `JSON.parse`), and with the checks. */
function measureReading(text: string): readonly [number, number] {
  const read = (): CloudwatchLogsEvent => JSON.parse(text) as CloudwatchLogsEvent;
  return [
    measure(() => JSON.parse(gunzipSync(Buffer.from(read().awslogs.data, 'base64')).toString()) as unknown),
    measure(() => toLogMessage(cloudwatchLogs.parse(read()))),
  ];
}

const [name = '', eventName = name] = process.argv.slice(2);
console.log(JSON.stringify(measureSource(name, eventName)));
