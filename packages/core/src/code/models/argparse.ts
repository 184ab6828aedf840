import type { Abstract, Arguments, ModelValue, ObjectValue } from '../engine/abstract.ts';
import { findString, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { unite } from '../engine/union.ts';
import { definePackages } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

/** Keeps what one of several commands leaves in the namespace beside what the others leave. */
function keep(namespace: ObjectValue, name: string, value: Abstract): void {
  const before = namespace.fields.get(name);
  namespace.fields.set(name, before === undefined ? value : unite(before, value));
}

/** `--dry-run` and `table` as the name of an attribute. */
function toAttribute(args: Arguments): string | undefined {
  const own = findString(args.named.get('dest'));
  if (own !== undefined) return own;
  const flags = args.positional.map((p) => findString(p) ?? '');
  const long = flags.find((f) => f.startsWith('--')) ?? flags[0];
  return long?.replace(/^-+/, '').replaceAll('-', '_');
}

/** An argument that must be one of a few values is one of them; of others only the one who calls knows. */
function addArgument(engine: Engine, namespace: ObjectValue, args: Arguments, site: Site): void {
  const name = toAttribute(args);
  const choices = args.named.get('choices');
  if (name === undefined || name === '') return;
  const values = choices === undefined ? [] : engine.itemsOf(choices, site).filter((v) => v.k === 'const');
  namespace.fields.set(name, values.length === 0 ? toUnknown(`the argument ${name}`) : unite(...values));
}

/** A parser, its groups and its subparsers: they all fill one namespace. */
function createParser(namespace: ObjectValue): ModelValue {
  const parser: ModelValue = {
    k: 'model',
    key: `argparse:${namespace.id}`,
    get: (_engine, name) =>
      toNative(`argparse.${name}`, (engine, args, site) => {
        if (name === 'add_argument') addArgument(engine, namespace, args, site);
        if (name === 'set_defaults') for (const [field, value] of args.named) keep(namespace, field, value);
        if (name === 'parse_args' || name === 'parse_intermixed_args') return namespace;
        if (name === 'parse_known_args') return engine.createList([namespace, toUnknown('further arguments')]);
        return /^add_(?:subparsers|parser|\w*group)$/.test(name) ? parser : UNDEFINED;
      }),
  };
  return parser;
}

/** Python's parser of command lines: the function that a subcommand names is called through what was parsed. */
export const argparse: PackageModel = definePackages({
  argparse: { ArgumentParser: (engine) => createParser(engine.createObject([], { open: true })) },
});
