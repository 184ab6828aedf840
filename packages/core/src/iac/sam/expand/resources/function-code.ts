import { toCode } from '../code-location.ts';
import type { JsonObject } from '../json.ts';
import { isSet } from '../json.ts';
import { refuse } from '../refusal.ts';

/** `Code` of a function, out of `InlineCode`, `CodeUri` or `ImageUri`. @throws Refusal when the package type forbids it. */
export function toFunctionCode(properties: JsonObject): JsonObject {
  const { PackageType, InlineCode, CodeUri, ImageUri, Runtime, Handler, ImageConfig, Layers } = properties;
  const type = isSet(PackageType) ? PackageType : 'Zip';
  if (type !== 'Zip' && type !== 'Image') return refuse('`PackageType` is `Zip` or `Image`', properties);
  if (type === 'Image') {
    if (!isSet(ImageUri)) refuse('`ImageUri` is required for `PackageType: Image`', properties);
    if (isSet(Handler) || isSet(Runtime) || isSet(Layers))
      refuse('`PackageType: Image` excludes `Runtime`, `Handler` and `Layers`', properties);
    return { ImageUri: ImageUri ?? null };
  }
  const code = toZipCode(properties, InlineCode ?? null, CodeUri ?? null);
  if (!isSet(Runtime) || !isSet(Handler)) refuse('`Runtime` and `Handler` are required', properties);
  if (isSet(ImageConfig)) refuse('`PackageType: Zip` excludes `ImageConfig`', properties);
  return code;
}

function toZipCode(
  properties: JsonObject,
  inline: JsonObject[string],
  uri: JsonObject[string],
): JsonObject {
  if (inline === null && uri === null) return refuse('`InlineCode` or `CodeUri` is required', properties);
  const key = properties['SourceKMSKeyArn'];
  const code: JsonObject = inline === null ? toCode(uri, 'CodeUri') : { ZipFile: inline };
  return isSet(key) ? { ...code, SourceKMSKeyArn: key } : code;
}
