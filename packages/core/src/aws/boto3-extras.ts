/** What a method that boto3 adds by hand calls: operations and which of its arguments fill which input members. */
export interface Boto3Extra {
  /** Names of the arguments in their order. */
  readonly parameters: readonly string[];
  readonly calls: readonly {
    readonly operation: string;
    /** Input member -> argument of the method (`Bucket`), or identifier of the resource (`@BucketName`). */
    readonly members: Readonly<Record<string, string>>;
    /** The argument whose own fields are further input members (`ExtraArgs`). */
    readonly more?: string;
  }[];
}

type Scope = 'client' | 'Bucket' | 'Object' | 'ObjectSummary' | 'Table' | '';

const put = (bucket: string, key: string): Boto3Extra['calls'] => [
  { operation: 'PutObject', members: { Bucket: bucket, Key: key }, more: 'ExtraArgs' },
];

// A download asks for the object's size first (HeadObject), which needs the same permission as reading it.
const get = (bucket: string, key: string): Boto3Extra['calls'] => [
  { operation: 'GetObject', members: { Bucket: bucket, Key: key }, more: 'ExtraArgs' },
];

const copy = (bucket: string, key: string): Boto3Extra['calls'] => [
  { operation: 'CopyObject', members: { Bucket: bucket, Key: key, CopySource: 'CopySource' }, more: 'ExtraArgs' },
];

const OBJECT = ['@BucketName', '@Key'] as const;
const objectMethods: Readonly<Record<string, Boto3Extra>> = {
  upload_file: { parameters: ['Filename', 'ExtraArgs', 'Callback', 'Config'], calls: put(...OBJECT) },
  upload_fileobj: { parameters: ['Fileobj', 'ExtraArgs', 'Callback', 'Config'], calls: put(...OBJECT) },
  download_file: { parameters: ['Filename', 'ExtraArgs', 'Callback', 'Config'], calls: get(...OBJECT) },
  download_fileobj: { parameters: ['Fileobj', 'ExtraArgs', 'Callback', 'Config'], calls: get(...OBJECT) },
  copy: { parameters: ['CopySource', 'ExtraArgs', 'Callback', 'SourceClient', 'Config'], calls: copy(...OBJECT) },
};

/** From boto3's `s3/inject.py`, `dynamodb/table.py`, `ec2/createtags.py` and `ec2/deletetags.py`. */
const EXTRAS: Readonly<Record<string, Readonly<Partial<Record<Scope, Readonly<Record<string, Boto3Extra>>>>>>> = {
  s3: {
    client: {
      upload_file: {
        parameters: ['Filename', 'Bucket', 'Key', 'ExtraArgs', 'Callback', 'Config'],
        calls: put('Bucket', 'Key'),
      },
      upload_fileobj: {
        parameters: ['Fileobj', 'Bucket', 'Key', 'ExtraArgs', 'Callback', 'Config'],
        calls: put('Bucket', 'Key'),
      },
      download_file: {
        parameters: ['Bucket', 'Key', 'Filename', 'ExtraArgs', 'Callback', 'Config'],
        calls: get('Bucket', 'Key'),
      },
      download_fileobj: {
        parameters: ['Bucket', 'Key', 'Fileobj', 'ExtraArgs', 'Callback', 'Config'],
        calls: get('Bucket', 'Key'),
      },
      copy: {
        parameters: ['CopySource', 'Bucket', 'Key', 'ExtraArgs', 'Callback', 'SourceClient', 'Config'],
        calls: copy('Bucket', 'Key'),
      },
    },
    Bucket: {
      upload_file: { parameters: ['Filename', 'Key', 'ExtraArgs', 'Callback', 'Config'], calls: put('@Name', 'Key') },
      upload_fileobj: { parameters: ['Fileobj', 'Key', 'ExtraArgs', 'Callback', 'Config'], calls: put('@Name', 'Key') },
      download_file: { parameters: ['Key', 'Filename', 'ExtraArgs', 'Callback', 'Config'], calls: get('@Name', 'Key') },
      download_fileobj: {
        parameters: ['Key', 'Fileobj', 'ExtraArgs', 'Callback', 'Config'],
        calls: get('@Name', 'Key'),
      },
      copy: {
        parameters: ['CopySource', 'Key', 'ExtraArgs', 'Callback', 'SourceClient', 'Config'],
        calls: copy('@Name', 'Key'),
      },
      // `Bucket` has no operation that describes one: its attributes come from the list of all buckets.
      load: { parameters: [], calls: [{ operation: 'ListBuckets', members: {} }] },
    },
    Object: objectMethods,
    ObjectSummary: {
      load: { parameters: [], calls: [{ operation: 'HeadObject', members: { Bucket: '@BucketName', Key: '@Key' } }] },
    },
  },
  dynamodb: {
    Table: {
      batch_writer: {
        parameters: ['overwrite_by_pkeys'],
        calls: [{ operation: 'BatchWriteItem', members: { RequestItems: '@Name' } }],
      },
    },
  },
  ec2: {
    '': { create_tags: { parameters: [], calls: [{ operation: 'CreateTags', members: {} }] } },
  },
};

/**
 * A method that boto3 adds to a client (`resource` is `client`) or a resource class. For `batch_writer`, `RequestItems` holds
 * the table's name as its key.
 */
export function findBoto3Extra(service: string, resource: string, method: string): Boto3Extra | undefined {
  const scopes = Object.hasOwn(EXTRAS, service) ? EXTRAS[service] : undefined;
  const methods = scopes !== undefined && Object.hasOwn(scopes, resource) ? scopes[resource as Scope] : undefined;
  return methods !== undefined && Object.hasOwn(methods, method) ? methods[method] : undefined;
}
