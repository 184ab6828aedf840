import { EncryptionError } from './encryption-error.ts';

/**
 * Options, where none has a name that is not known: a misspelt `ttl` or `label` would bind nothing, and nobody would know.
 * Throws `ERR_OPTION_INVALID`.
 */
export function checkOptions<Options extends object>(
  options: Options,
  names: readonly (keyof Options & string)[],
): Options {
  // A `Map` has no names, and would say nothing.
  if (Object.prototype.toString.call(options) !== '[object Object]')
    throw new EncryptionError('ERR_OPTION_INVALID', `the options are no object with ${names.join(', ')}`);
  const unknown = Object.keys(options).find((name) => !names.includes(name as keyof Options & string));
  if (unknown === undefined) return options;
  throw new EncryptionError('ERR_OPTION_INVALID', `\`${unknown}\` is none of ${names.join(', ')}`);
}
