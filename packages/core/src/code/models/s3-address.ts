import type { Abstract } from '../engine/abstract.ts';
import { findString, toConst, toUnknown } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { concatenate } from '../engine/fold.ts';
import { callOperation } from './operation-call.ts';

export interface S3Address {
  readonly bucket: Abstract;
  readonly key: Abstract;
}

const SCHEME = /^s3[an]?:\/\//;

/** Whether a value is an address in S3, by how its text begins. */
export function isS3Address(value: Abstract | undefined): boolean {
  if (value?.k === 'union') return value.values.some(isS3Address);
  if (value?.k === 'list') return value.items.some(isS3Address);
  if (value?.k === 'env') return isS3Address(value.fallback);
  const text = value?.k === 'concat' ? findString(value.parts[0]) : findString(value);
  return text !== undefined && SCHEME.test(text);
}

/** The bucket and the key of `s3://bucket/key`, or (with `isBare`) of `bucket/key`. */
export function readS3Address(value: Abstract | undefined, isBare = false): S3Address | undefined {
  if (value === undefined || (!isBare && !isS3Address(value))) return undefined;
  if (value.k === 'const' && typeof value.value !== 'string') return undefined;
  const parts = value.k === 'concat' ? [...value.parts] : [value];
  const first = findString(parts[0]);
  if (first !== undefined) parts[0] = toConst(first.replace(SCHEME, ''));
  const at = parts.findIndex((p) => findString(p)?.includes('/') === true);
  if (at === -1) return { bucket: concatenate(parts), key: toConst('') };
  const text = findString(parts[at]) ?? '';
  const slash = text.indexOf('/');
  return {
    bucket: concatenate([...parts.slice(0, at), toConst(text.slice(0, slash))]),
    key: concatenate([toConst(text.slice(slash + 1)), ...parts.slice(at + 1)]),
  };
}

/** How a library reads an address. */
export interface AddressUse {
  /** True where `bucket/key` needs no scheme. */
  readonly isBare?: boolean;
  /** True where objects lie below the address (a data set), or may where its text names no file. */
  readonly isFolder?: boolean | 'maybe';
}

/** Whether an address that may be one of a folder is: it ends with a slash, or with a name that has no extension. */
export function isFolderAddress(address: Abstract | undefined): boolean {
  if (address?.k === 'union') return address.values.some(isFolderAddress);
  const key = address?.k === 'list' ? undefined : readS3Address(address)?.key;
  const last = key?.k === 'concat' ? key.parts.at(-1) : key;
  const text = findString(last);
  return text !== undefined && !/[^/]\.[^/]+$/.test(text);
}

/** Records an operation on what an address names: an object, or with `ListObjectsV2` a prefix. */
export function callS3(
  engine: Engine,
  library: string,
  operation: string,
  address: Abstract | undefined,
  site: Site,
  { isBare = false, isFolder = false }: AddressUse = {},
): Abstract {
  const values =
    address?.k === 'union' ? address.values : address?.k === 'list' ? engine.itemsOf(address, site) : [address];
  let result: Abstract = toConst(undefined);
  for (const value of values) {
    const found = readS3Address(value, isBare);
    if (found === undefined) continue;
    const member = operation === 'ListObjectsV2' ? 'Prefix' : 'Key';
    const isBelow = member === 'Key' && (isFolder === 'maybe' ? isFolderAddress(value) : isFolder);
    const key = isBelow ? concatenate([found.key, toUnknown('the name of an object in a folder')]) : found.key;
    const input = engine.createObject([['Bucket', found.bucket]]);
    if (operation === 'DeleteObjects')
      input.fields.set(
        'Delete',
        engine.createObject([['Objects', engine.createList([engine.createObject([['Key', key]])])]]),
      );
    else input.fields.set(member, key);
    result = callOperation(
      engine,
      { service: 's3', credentials: 'default' },
      { operation, args: input, library },
      site,
    );
  }
  return result;
}
