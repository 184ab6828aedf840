import { constant, notKnown, findField } from '../../app/code-value.ts';
import type { CodeValue } from '../../app/code-value.ts';
import { S3_ADDRESSES } from '../../app/text-edit.ts';
import { createTargets } from '../create-targets.ts';
import type { Need, NeedRule } from '../need.ts';
import { findAtPath } from '../passed-roles.ts';
import { readCopySource } from './s3-copy-source.ts';
import { toObjectName } from './s3-object-name.ts';

// Rights on S3 that a call to another service needs, because that service reads or writes with the rights of its caller.

const onObject = (action: string, bucket: CodeValue, key: CodeValue | undefined): Need => ({
  action,
  targets: createTargets({
    type: 's3:object',
    whole: bucket,
    wholeName: 'BucketName',
    wholeForm: 'name',
    names: { ObjectName: toObjectName(key) },
  }),
});

/** `s3:GetObject` on the `{Bucket, Name}` at each path. */
export function readObject(paths: readonly string[]): NeedRule {
  return (call) =>
    paths
      .flatMap((path) => findAtPath(call.args, path.split('.')))
      .flatMap((object) => {
        const bucket = findField(object, 'Bucket');
        return bucket === undefined ? [] : [onObject('s3:GetObject', bucket, findField(object, 'Name'))];
      });
}

/** `s3:GetObject` on what an `s3://bucket/key` URI names. */
export function readUri(uri: CodeValue): readonly Need[] {
  return splitUri(uri).map(({ bucket, key }) => onObject('s3:GetObject', bucket, key));
}

/** `s3:PutObject` on any object of the bucket that stands at a path. */
export function writeBucket(path: string): NeedRule {
  return (call) => findAtPath(call.args, path.split('.')).map((bucket) => onObject('s3:PutObject', bucket, undefined));
}

/** Bucket and key of `s3://bucket/key`, `https://s3.<region>.amazonaws.com/bucket/key` and `https://bucket.s3.<region>.amazonaws.com/key`. */
export function splitUri(uri: CodeValue): readonly { readonly bucket: CodeValue; readonly key: CodeValue }[] {
  if (uri.kind === 'one-of') return uri.values.flatMap(splitUri);
  const parts = uri.kind === 'concat' ? uri.parts : [uri];
  const first = parts[0];
  if (first?.kind !== 'const' || typeof first.value !== 'string')
    return [{ bucket: cut(uri, 'bucket'), key: cut(uri, 'key') }];
  const text = parts.map((part, i) => (part.kind === 'const' ? String(part.value) : `${OPEN}${i}${CLOSE}`)).join('');
  const found = S3_ADDRESSES.map((form) => form.exec(text)).find((match) => match !== null);
  if (found !== undefined) return [{ bucket: toParts(found[1] ?? '', parts), key: toParts(found[2] ?? '', parts) }];
  if (/^https?:/.test(text))
    return [{ bucket: notKnown('the bucket of an address'), key: notKnown('the key of an address') }];
  return readCopySource(uri);
}

/** A part of an address whose beginning only the template tells. */
const cut = (of: CodeValue, part: 'bucket' | 'key'): CodeValue =>
  of.kind === 'unknown' ? of : { kind: 'edited', of, edit: { kind: 'address', part } };

const OPEN = '\uE000';
const CLOSE = '\uE001';

/** The parts that a piece of the marked text stands for. */
function toParts(piece: string, parts: readonly CodeValue[]): CodeValue {
  const found = piece
    .split(/(\uE000\d+\uE001)/)
    .filter((p) => p !== '')
    .map((p) => (p.startsWith(OPEN) ? (parts[Number(p.slice(1, -1))] ?? notKnown('part of an address')) : constant(p)));
  return found.length === 1 ? (found[0] as CodeValue) : { kind: 'concat', parts: found };
}
