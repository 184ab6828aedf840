import { toCode } from '../code-location.ts';
import type { Expansion } from '../expansion.ts';
import type { Json, JsonObject } from '../json.ts';
import { isObject, isSet } from '../json.ts';
import { refuse } from '../refusal.ts';
import type { Source } from '../resource.ts';

/** `Code` of a function, out of `InlineCode`, `CodeUri` or `ImageUri`. @throws Refusal when the package type forbids it. */
export function toFunctionCode(source: Source, expansion: Expansion): Json {
  const { properties } = source;
  const { PackageType, InlineCode, CodeUri, ImageUri, Runtime, Handler, ImageConfig, Layers } = properties;
  const type = isSet(PackageType) ? PackageType : 'Zip';
  if (expansion.isDraft && !isSet(InlineCode) && !isSet(CodeUri)) return isSet(ImageUri) ? { ImageUri } : {};
  if (type !== 'Zip' && type !== 'Image') return refuse('`PackageType` is `Zip` or `Image`', properties);
  if (type === 'Image') {
    const isBuilt = isObject(source.attributes['Metadata']) && 'Dockerfile' in source.attributes['Metadata'];
    if (!isSet(ImageUri) && isBuilt && expansion.isLocalPath('.')) return {};
    if (!isSet(ImageUri)) refuse('`ImageUri` is required for `PackageType: Image`', properties);
    if (isSet(Handler) || isSet(Runtime) || isSet(Layers))
      refuse('`PackageType: Image` excludes `Runtime`, `Handler` and `Layers`', properties);
    return { ImageUri: ImageUri ?? null };
  }
  const code = toZipCode(properties, InlineCode ?? null, CodeUri ?? null, expansion);
  if (!expansion.isDraft && (!isSet(Runtime) || !isSet(Handler)))
    refuse('`Runtime` and `Handler` are required', properties);
  if (isSet(ImageConfig)) refuse('`PackageType: Zip` excludes `ImageConfig`', properties);
  return code;
}

function toZipCode(properties: JsonObject, inline: Json, uri: Json, expansion: Expansion): Json {
  if (inline === null && uri === null && isBeside(properties['Handler'], expansion)) return '.';
  if (inline === null && uri === null) return refuse('`InlineCode` or `CodeUri` is required', properties);
  const key = properties['SourceKMSKeyArn'];
  const code = inline === null ? toCode(uri, 'CodeUri', expansion) : { ZipFile: inline };
  return isSet(key) && typeof code !== 'string' ? { ...code, SourceKMSKeyArn: key } : code;
}

/** Without `CodeUri`, building takes the code beside the template. */
function isBeside(handler: Json | undefined, { isLocalPath }: Expansion): boolean {
  const file = typeof handler === 'string' ? handler.replace(/\.[^./]*$/, '') : '';
  return ['js', 'mjs', 'cjs', 'ts', 'mts', 'py'].some(
    (extension) => isLocalPath(`${file}.${extension}`) && file !== '',
  );
}
