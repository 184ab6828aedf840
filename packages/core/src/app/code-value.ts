/**
 * What the code analysis knows of a value: immutable, detached from the engine that found it.
 * `one-of` holds at most 16 values.
 */
export type CodeValue =
  | { readonly kind: 'const'; readonly value: string | number | boolean | null }
  /** An environment variable, with what the code falls back to when it is not set; `*` in its name stands for any text. */
  | { readonly kind: 'env'; readonly name: string; readonly fallback?: CodeValue }
  | { readonly kind: 'concat'; readonly parts: readonly CodeValue[] }
  | { readonly kind: 'one-of'; readonly values: readonly CodeValue[] }
  /**
   * `open` when further fields may be there; those in `optional` are left out on some path. A computed key that is not known
   * stands in `computed`.
   */
  | {
      readonly kind: 'object';
      readonly fields: ReadonlyMap<string, CodeValue>;
      readonly open: boolean;
      readonly optional?: ReadonlySet<string>;
      readonly computed?: readonly { readonly key: CodeValue; readonly value: CodeValue }[];
    }
  | { readonly kind: 'list'; readonly items: readonly CodeValue[] }
  /** A field of the event: `['Records', '[]', 's3', 'bucket', 'name']`, `[]` for any element. */
  | { readonly kind: 'event'; readonly path: readonly string[] }
  /** A field of what an SDK call returned. */
  | {
      readonly kind: 'result';
      readonly service: string;
      readonly operation: string;
      readonly path: readonly string[];
      readonly args: CodeValue;
    }
  /** Text that the code makes out of another text that only the template knows. */
  | { readonly kind: 'edited'; readonly of: CodeValue; readonly edit: TextEdit }
  | { readonly kind: 'unknown'; readonly why: string };

/** What code does to text on its way to an API. */
export type TextEdit =
  /** `text.split(separator)[index]`, from the end when negative; `null` for any part. */
  | { readonly kind: 'split'; readonly separator: string; readonly index: number | null }
  /** `pattern` is plain text, or a regular expression that takes linear time. */
  | { readonly kind: 'replace'; readonly pattern: string; readonly flags: string | null; readonly by: string }
  | { readonly kind: 'case'; readonly to: 'lower' | 'upper' }
  /** A group of the first match of a regular expression that takes linear time. */
  | { readonly kind: 'match'; readonly pattern: string; readonly flags: string; readonly group: number }
  /** A part of an address: of `s3://bucket/key` and S3's own `https` forms, or the host and path of any URL. */
  | { readonly kind: 'address'; readonly part: 'bucket' | 'key' | 'host' | 'path' }
  /** `JSON.parse(text)` and the fields read from it; `[]` for any item of a list. */
  | { readonly kind: 'json'; readonly path: readonly string[] };

export const constant = (value: string | number | boolean | null): CodeValue => ({ kind: 'const', value });
export const notKnown = (why: string): CodeValue => ({ kind: 'unknown', why });

/** The field of an object value (also through `one-of`), or `undefined` when it is surely absent. */
export function findField(value: CodeValue | undefined, name: string): CodeValue | undefined {
  if (value === undefined) return undefined;
  if (value.kind === 'object')
    return value.fields.get(name) ?? (value.open ? notKnown(`field ${name} is not visible`) : undefined);
  if (value.kind === 'one-of') {
    const found = value.values.map((v) => findField(v, name)).filter((v) => v !== undefined);
    if (found.length === 0) return undefined;
    return found.length === 1 ? found[0] : { kind: 'one-of', values: found };
  }
  if (value.kind === 'event') return { kind: 'event', path: [...value.path, name] };
  if (value.kind === 'result') return { ...value, path: [...value.path, name] };
  return value.kind === 'const' ? undefined : notKnown(`field ${name} of a value that is not known`);
}
