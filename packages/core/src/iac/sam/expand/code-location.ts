import type { Expansion } from './expansion.ts';
import type { Json, JsonObject } from './json.ts';
import { isObject, isSet } from './json.ts';
import { refuse } from './refusal.ts';

export interface S3Location {
  readonly bucket: Json;
  readonly key: Json;
  readonly version?: Json;
  readonly storageMode?: Json;
}

/** `s3://bucket/key?versionId=…`, or a mapping with `Bucket` and `Key`. @throws Refusal for anything else. */
export function parseS3Location(location: Json | undefined, name: string): S3Location {
  if (isObject(location)) {
    const { Bucket, Key, Version, StorageMode } = location;
    if (!isSet(Bucket) || !isSet(Key)) return refuse(`\`${name}\` needs \`Bucket\` and \`Key\``, location);
    return {
      bucket: Bucket,
      key: Key,
      ...(Version === undefined ? {} : { version: Version }),
      ...(StorageMode === undefined ? {} : { storageMode: StorageMode }),
    };
  }
  if (typeof location !== 'string') return refuse(`\`${name}\` must be text or a mapping`, location);
  const [, bucket, key, query = ''] = /^s3:\/\/([^/?#[\]]+)\/+([^?#]+)(?:\?([^#]*))?/i.exec(location) ?? [];
  if (bucket === undefined || key === undefined)
    return refuse(`\`${name}\` is no S3 address of the form \`s3://bucket/key\``, location);
  const versions = query.split('&').filter((part) => part.startsWith('versionId='));
  const version = versions.length === 1 ? versions[0]?.slice('versionId='.length) : undefined;
  return { bucket, key, ...(version ? { version: decodeURIComponent(version) } : {}) };
}

/** A path on the author's disk, which packaging would replace by an address in S3. */
function findLocalPath(location: Json | undefined, { isLocalPath }: Expansion): string | undefined {
  const isPath = typeof location === 'string' && !/^s3:/i.test(location) && isLocalPath(location);
  return isPath ? location : undefined;
}

/** Code of a function or layer. */
export function toCode(location: Json | undefined, name: string, expansion: Expansion): JsonObject | string {
  const local = findLocalPath(location, expansion);
  if (local !== undefined) return local;
  if (typeof location === 'string' && /\{\{resolve:(?:ssm|ssm-secure|secretsmanager):[^}]*\/[^}]*\}\}/.test(location))
    refuse(`\`${name}\` cannot hold a dynamic reference with a \`/\``, location);
  const { bucket, key, version, storageMode } = parseS3Location(location, name);
  return {
    S3Bucket: bucket,
    S3Key: key,
    ...(version === undefined ? {} : { S3ObjectVersion: version }),
    ...(storageMode === undefined ? {} : { S3ObjectStorageMode: storageMode }),
  };
}

/** A definition's place in S3. */
export function toDefinitionLocation(location: Json | undefined, name: string, expansion: Expansion): Json {
  const local = findLocalPath(location, expansion);
  if (local !== undefined) return local;
  const { bucket, key, version } = parseS3Location(location, name);
  return { Bucket: bucket, Key: key, ...(version === undefined ? {} : { Version: version }) };
}
