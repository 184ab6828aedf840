import type { Abstract } from '../engine/abstract.ts';
import { findString, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import type { ClientSettings } from './operation-call.ts';
import { callOperation } from './operation-call.ts';

/** What a form may upload. */
export interface PresignedPost {
  readonly bucket: Abstract | undefined;
  readonly key: Abstract | undefined;
}

/** Records what a form lets its sender do with the function's permissions: put the object. Its other settings are no input. */
export function recordPresignedPost(
  engine: Engine,
  settings: ClientSettings,
  { bucket = UNDEFINED, key = UNDEFINED }: PresignedPost,
  site: Site,
): Abstract {
  // S3 puts the name of the file that is sent in its place.
  const isTemplate = findString(key)?.includes('${filename}') ?? false;
  const args = engine.createObject([
    ['Bucket', bucket],
    ['Key', isTemplate ? toUnknown('a name that the sender of the form gives') : key],
  ]);
  callOperation(engine, settings, { operation: 'PutObject', args }, site);
  return toUnknown('a presigned post');
}
