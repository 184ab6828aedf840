import { parseBase64url, toBase64url } from './base64url.ts';
import { checkOptions } from './check-options.ts';
import { EncryptionError } from './encryption-error.ts';
import type { EncryptionContext } from './envelope/data-key-source.ts';
import type { Envelope } from './envelope/envelope.ts';

/** Marks an encrypted field, with the version of its form: `sealed:1:` and the envelope as base64url. */
const MARK = 'sealed:1:';

export interface FieldCipherOptions<Field extends string> {
  /** The fields to encrypt, of the record itself. */
  readonly fields: readonly Field[];
  /** Bound to every field, and given to the key service. */
  readonly context?: EncryptionContext;
}

export interface FieldCipher<Field extends string> {
  /**
   * A copy of the record in which each of the fields that it has is text that tells nothing but its length; values are anything that JSON holds.
   * `id` is bound to every field: a field that is moved to another record, or to another name, does not open.
   */
  readonly encrypt: <Whole extends object>(record: Whole, id: string) => Promise<Encrypted<Whole, Field>>;
  /** The record as it was. Throws `ERR_FIELD_INVALID` where one of the fields is not encrypted, and what `Envelope.decrypt` throws. */
  readonly decrypt: <Whole extends object>(record: Whole, id: string) => Promise<Decrypted<Whole, Field>>;
}

export type Encrypted<Whole, Field extends string> = {
  [Name in keyof Whole]: Name extends Field ? string : Whole[Name];
};
export type Decrypted<Whole, Field extends string> = {
  [Name in keyof Whole]: Name extends Field ? unknown : Whole[Name];
};

/** Encrypts single fields of records, such as items of a table, and leaves the others to be read and searched. Throws `ERR_OPTION_INVALID`. */
export function fieldCipher<Field extends string>(
  envelope: Envelope,
  options: FieldCipherOptions<Field>,
): FieldCipher<Field> {
  const { fields, context = {} } = checkOptions(options, ['fields', 'context']);
  if (typeof envelope?.encrypt !== 'function') throw toBadOption('the first argument is no envelope');
  if (!Array.isArray(fields) || fields.length === 0 || !fields.every(isFieldName))
    throw toBadOption('`fields` is no list of names, other than `__proto__`');
  const change = async (
    record: object,
    turn: (value: unknown, field: Field) => Promise<unknown>,
  ): Promise<Record<string, unknown>> => {
    if (typeof record !== 'object' || record === null) throw toBadOption('the record is no object');
    const copy: Record<string, unknown> = { ...record };
    const present = fields.filter((field) => Object.hasOwn(copy, field) && copy[field] !== undefined);
    await Promise.all(present.map(async (field) => (copy[field] = await turn(copy[field], field))));
    return copy;
  };
  // A length before each part: no two pairs of id and field make the same label.
  const toLabel = (id: string, field: Field): string => {
    // A number has no length, and all objects are one text: records would change places.
    if (typeof id !== 'string') throw toBadOption('the id of the record is no text');
    return `${id.length}:${id}${field}`;
  };
  return {
    encrypt: async (record, id) => {
      const seal = async (value: unknown, field: Field): Promise<string> =>
        MARK + toBase64url(await envelope.encrypt(toJson(value, field), { context, label: toLabel(id, field) }));
      return (await change(record, seal)) as Encrypted<typeof record, Field>;
    },
    decrypt: async (record, id) => {
      const open = async (value: unknown, field: Field): Promise<unknown> => {
        const data = await envelope.decrypt(parseField(value, field), { context, label: toLabel(id, field) });
        return JSON.parse(data.toString('utf8')) as unknown;
      };
      return (await change(record, open)) as Decrypted<typeof record, Field>;
    },
  };
}

const isFieldName = (name: unknown): boolean => typeof name === 'string' && name !== '__proto__';

const toBadOption = (message: string): EncryptionError => new EncryptionError('ERR_OPTION_INVALID', message);

function toJson(value: unknown, field: string): string {
  const text = tryJson(value);
  if (text !== undefined) return text;
  throw new EncryptionError('ERR_FIELD_INVALID', `field \`${field}\` holds what JSON cannot`);
}

function tryJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function parseField(value: unknown, field: string): Buffer {
  const bytes =
    typeof value === 'string' && value.startsWith(MARK) ? parseBase64url(value.slice(MARK.length)) : undefined;
  if (bytes !== undefined) return bytes;
  throw new EncryptionError('ERR_FIELD_INVALID', `field \`${field}\` is not an encrypted field`);
}
