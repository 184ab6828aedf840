import { constant, findField, notKnown } from '../../app/code-value.ts';
import type { CodeValue } from '../../app/code-value.ts';
import { isGiven } from '../is-given.ts';

/** What a copy reads. */
export interface CopySource {
  readonly bucket: CodeValue;
  readonly key: CodeValue;
  readonly version: boolean;
}

/** `CopySource` as the API has it (`bucket/key?versionId=…`) or as boto3 does (`{Bucket, Key, VersionId}`). */
export function readCopySource(value: CodeValue | undefined): readonly CopySource[] {
  const hidden = notKnown('the source of the copy is not visible');
  if (value === undefined) return [{ bucket: hidden, key: hidden, version: false }];
  if (value.kind === 'one-of') return value.values.flatMap(readCopySource);
  if (value.kind === 'object') {
    const bucket = findField(value, 'Bucket') ?? hidden;
    return [{ bucket, key: findField(value, 'Key') ?? hidden, version: isGiven(value, ['VersionId']) }];
  }
  if (value.kind === 'const' && typeof value.value === 'string') return [splitParts([value])];
  if (value.kind === 'concat') return [splitParts(value.parts)];
  return [{ bucket: value, key: value, version: false }];
}

/** The bucket is what stands before the first slash that follows something. */
function splitParts(parts: readonly CodeValue[]): CopySource {
  const bucket: CodeValue[] = [];
  for (const [i, part] of parts.entries()) {
    const text = part.kind === 'const' ? String(part.value) : undefined;
    if (text === undefined) {
      bucket.push(part);
      continue;
    }
    const own = bucket.length === 0 ? text.replace(/^\//, '') : text;
    const slash = own.indexOf('/');
    if (slash === -1) {
      if (own !== '') bucket.push(constant(own));
      continue;
    }
    if (slash > 0) bucket.push(constant(own.slice(0, slash)));
    const rest = [constant(own.slice(slash + 1)), ...parts.slice(i + 1)];
    return { bucket: joinParts(bucket), key: withoutVersion(joinParts(rest)), version: hasVersion(rest) };
  }
  return { bucket: joinParts(bucket), key: notKnown('the key of the copy is not visible'), version: false };
}

function joinParts(parts: readonly CodeValue[]): CodeValue {
  const kept = parts.filter((p) => !(p.kind === 'const' && p.value === ''));
  return kept.length === 1 ? (kept[0] as CodeValue) : { kind: 'concat', parts: kept };
}

const hasVersion = (parts: readonly CodeValue[]): boolean =>
  parts.some((p) => p.kind === 'const' && typeof p.value === 'string' && p.value.includes('?versionId='));

const withoutVersion = (key: CodeValue): CodeValue =>
  key.kind === 'const' && typeof key.value === 'string' ? constant(key.value.replace(/\?versionId=.*$/, '')) : key;
