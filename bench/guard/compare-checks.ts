import * as schemas from '@aws-lambda-powertools/parser/schemas';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sources } from '../../packages/runtime/src/events/index.ts';
import { toTable } from '../benchmark.ts';

const FIXTURES = join(import.meta.dirname, '../../packages/runtime/test/events/fixtures');

interface Schema {
  readonly safeParse: (value: unknown) => { readonly success: boolean };
}

/** Sources that the other parser knows too. */
const OTHER: Readonly<Record<string, Schema>> = {
  s3: schemas.S3Schema,
  sqs: schemas.SqsSchema,
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

/** A table of all sources, and the geometric mean of those that the other parser knows and accepts. */
export function compareChecks(): string {
  const ratios: number[] = [];
  const rows = sources.map((source) => {
    const text = readFileSync(join(FIXTURES, `${source.name}.json`), 'utf8');
    const compact = JSON.stringify(JSON.parse(text));
    const event = JSON.parse(compact) as unknown;
    const parse = measure(() => JSON.parse(compact) as unknown);
    const check = measure(() => source.parse(event));
    const other = OTHER[source.name];
    const isTaken = other !== undefined && isAccepted(other, JSON.parse(compact));
    const ratio = isTaken
      ? measure(() => source.parse(JSON.parse(compact))) / measure(() => other.safeParse(JSON.parse(compact)))
      : undefined;
    if (ratio !== undefined) ratios.push(ratio);
    return [source.name, `${parse.toFixed(2)} µs`, `${((check / parse) * 100).toFixed(0)} %`, ratio?.toFixed(2) ?? ''];
  });
  const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
  const table = toTable(['source', '`JSON.parse`', 'checks', 'parse and check, of the other parser'], rows);
  return `${table}\n\nGeometric mean against the other parser: ${mean.toFixed(2)} (${ratios.length} sources).`;
}
