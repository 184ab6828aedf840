import { isText } from './shape.ts';
import { EventError } from '../../errors.ts';

type Node = Readonly<Record<string, unknown>>;

/** What the guard makes of a schema: the value as the schema gives it back, or the path within it that is wrong. */
export type Validated = { readonly value: unknown } | { readonly path: string };
export type Validate = (value: unknown) => Promise<Validated>;

/** Holds the content of an event against a schema, and puts what the schema gives back in its place. Throws an `EventError`. */
export type Replace = (node: unknown, validate: Validate, path: string) => unknown;

/** How content is written; told of what stands beside it, such as headers, before it is read. */
export type Read = (value: unknown, beside: Node) => unknown;

/** JSON in a text, or the value as it is. */
export const json: Read = (value) => {
  if (!isText(value)) return value ?? undefined;
  return value === '' ? undefined : (JSON.parse(value) as unknown);
};

export const decoded: Read = (value, beside) =>
  json(isText(value) ? Buffer.from(value, 'base64').toString() : value, beside);

/** The content in one field. */
export const inField =
  (field: string, read: Read): Replace =>
  async (node, validate, path) => {
    const fields = node as Node;
    const here = path + field;
    let result: Validated;
    try {
      result = await validate(read(fields[field], fields));
    } catch (error) {
      throw error instanceof EventError ? error : new EventError('ERR_EVENT_BODY', here);
    }
    if ('path' in result) throw new EventError('ERR_EVENT_BODY', here + result.path);
    return { ...fields, [field]: result.value };
  };

/** The content further in, in an object. */
export const within =
  (field: string, replace: Replace): Replace =>
  async (node, validate, path) => {
    const fields = node as Node;
    return { ...fields, [field]: await replace(fields[field], validate, `${path}${field}.`) };
  };

const replaceAll = async (records: unknown, replace: Replace, validate: Validate, path: string): Promise<unknown> =>
  await Promise.all((records as readonly unknown[]).map((one, at) => replace(one, validate, `${path}[${at}].`)));

/** The content of each record in a list. */
export const inEach =
  (field: string, replace: Replace): Replace =>
  async (node, validate, path) => {
    const fields = node as Node;
    return { ...fields, [field]: await replaceAll(fields[field], replace, validate, path + field) };
  };

/** The content of each record in each of the lists of a map. */
export const inLists =
  (field: string, replace: Replace): Replace =>
  async (node, validate, path) => {
    const fields = node as Node;
    const lists = Object.entries(fields[field] as Node).map(async ([key, records]) => [
      key,
      await replaceAll(records, replace, validate, `${path}${field}.*`),
    ]);
    return { ...fields, [field]: Object.fromEntries((await Promise.all(lists)) as [string, unknown][]) as unknown };
  };
