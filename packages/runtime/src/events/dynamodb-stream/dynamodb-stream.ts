import { isObject } from '../../is-object.ts';
import { count, matching, region } from '../parts/matching.ts';
import { arn } from '../parts/arn.ts';
import { fail } from '../parts/failure.ts';
import { checkOrigin, requireNamed } from '../parts/records.ts';
import { ofStream, windowFields } from '../parts/window.ts';
import { optionalObject } from '../parts/optional.ts';
import { isTexts, type Policy } from '../parts/policy.ts';
import {
  array,
  exactly,
  freeObject,
  isArray,
  isText,
  line,
  map,
  number,
  object,
  oneOf,
  optional,
  refine,
  type Infer,
  type Shape,
} from '../parts/shape.ts';
import { defineBatchSource } from '../parts/batch-source.ts';
import type { EventSource } from '../parts/source.ts';

/** One value of an item, under the name of its type (DynamoDB Streams API, `AttributeValue`). */
export interface AttributeValue {
  readonly S?: string;
  readonly N?: string;
  readonly B?: string;
  readonly BOOL?: boolean;
  readonly NULL?: boolean;
  readonly L?: readonly AttributeValue[];
  readonly M?: Readonly<Record<string, AttributeValue>>;
  readonly SS?: readonly string[];
  readonly NS?: readonly string[];
  readonly BS?: readonly string[];
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** Numbers have at most 38 digits (DynamoDB, "Data types"), which leaves room for sign, point and exponent. */
const isNumber = (value: unknown): boolean => isText(value) && value.length <= 64 && NUMBER.test(value);
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

const isBinary = (value: unknown): boolean => isText(value) && BASE64.test(value);
const isList = (value: unknown, isItem: (item: unknown) => boolean): boolean => isArray(value) && value.every(isItem);

function isAttribute(value: unknown): boolean {
  if (!isObject(value)) return false;
  let types = 0;
  for (const type in value) if (++types > 1 || !isOfType(type, value[type])) return false;
  return types === 1;
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'S':
      return isText(value);
    case 'B':
      return isBinary(value);
    case 'N':
      return isNumber(value);
    case 'BOOL':
      return typeof value === 'boolean';
    case 'NULL':
      return value === true;
    case 'SS':
      return isList(value, isText);
    case 'BS':
      return isList(value, isBinary);
    case 'NS':
      return isList(value, isNumber);
    case 'L':
      return isList(value, isAttribute);
    case 'M':
      return isObject(value) && Object.values(value).every(isAttribute);
    default:
      return false;
  }
}

const attribute = () =>
  refine(
    freeObject as Shape<AttributeValue>,
    (value) => {
      if (!isAttribute(value)) fail();
    },
    'attribute value',
  );

const item = () => optional(map(attribute()));

const record = () =>
  object({
    eventID: line,
    eventName: oneOf('INSERT', 'MODIFY', 'REMOVE'),
    eventVersion: line,
    eventSource: exactly('aws:dynamodb'),
    awsRegion: region,
    eventSourceARN: arn('dynamodb'),
    dynamodb: object({
      ApproximateCreationDateTime: optional(number),
      Keys: item(),
      NewImage: item(),
      OldImage: item(),
      SequenceNumber: line,
      SizeBytes: optional(count),
      StreamViewType: optional(matching(/^(?:KEYS_ONLY|(?:NEW|OLD|NEW_AND_OLD)_IMAGES?)$/, 'view')),
    }),
    userIdentity: optionalObject,
  });

const shape = () =>
  object({
    Records: array(record()),
    ...windowFields('dynamodb'),
  });

/** Changes of a table. */
export type DynamodbStreamEvent = Infer<typeof shape>;
export type DynamodbStreamRecord = Infer<typeof record>;

export interface DynamodbStreamPolicy extends Policy {
  /** Tables that changes may come from, by name, or streams by ARN. */
  readonly allowedTables?: readonly string[];
}

export const dynamodbStream: EventSource<DynamodbStreamEvent, DynamodbStreamPolicy> = defineBatchSource<
  DynamodbStreamEvent,
  DynamodbStreamPolicy
>({
  name: 'dynamodb-stream',
  shape,
  ...ofStream('dynamodb'),
  policyFields: { allowedTables: isTexts },
  batch: { at: 'Records', id: ({ dynamodb }: DynamodbStreamRecord) => dynamodb.SequenceNumber, order: 'from-first' },
  check: checkOrigin,
  checkRecord: ({ eventSourceARN }: DynamodbStreamRecord, { allowedTables }): void => {
    const table = /:table\/([^/]+)/.exec(eventSourceARN)?.[1] ?? '';
    if (allowedTables?.includes(table) !== true) requireNamed(eventSourceARN, allowedTables, 'eventSourceARN');
  },
});
