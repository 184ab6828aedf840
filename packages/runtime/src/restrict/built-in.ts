import type { Holder } from './replace.ts';

/** A built-in module, loaded when it is asked for; undefined where this version of Node has none of that name. */
export const findBuiltIn = (name: string): Holder | undefined =>
  quietly(() => process.getBuiltinModule(`node:${name}`) as Holder | undefined);

/** The internal half of a built-in module. Undefined under Node's permission flags, which hide it. */
export const findBinding = (name: string): Holder | undefined =>
  quietly(() => (process as unknown as { readonly binding: (name: string) => Holder }).binding(name));

/** Words of deprecation and experiment are meant for those who choose a module, and not for whoever guards it. */
function quietly<T>(load: () => T): T | undefined {
  const { emitWarning } = process;
  try {
    process.emitWarning = () => {};
    return load();
  } catch {
    return undefined;
  } finally {
    process.emitWarning = emitWarning;
  }
}
