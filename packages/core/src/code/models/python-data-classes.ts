import type { Abstract, NativeValue } from '../engine/abstract.ts';
import { toArguments, toConst, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import { listFieldNames } from '../engine/field-names.ts';
import { first, transparentDecorator } from './native-table.ts';

type Call = NativeValue['call'];

const field: Call = (engine, args, site) => {
  const factory = args.named.get('default_factory');
  return args.named.get('default') ?? (factory === undefined ? UNDEFINED : engine.call(factory, toArguments(), site));
};

const classOf = (value: Abstract | undefined): Extract<Abstract, { k: 'class' }> | undefined =>
  value?.k === 'class' ? value : value?.k === 'object' ? (value.cls ?? undefined) : undefined;

/** `fields(settings)`: an object with a name for each field. */
const fields: Call = (engine, args, site) => {
  const cls = classOf(args.positional[0]);
  if (cls === undefined) return engine.createList([toUnknown('a field of a data class')], true);
  return engine.createList(
    listFieldNames(cls).map((name) =>
      engine.createObject([
        ['name', toConst(name)],
        ['default', engine.get(cls, toConst(name), false, site)],
        ['type', toUnknown('the type of a field')],
        ['metadata', engine.createObject([], { isDict: true, open: true })],
      ]),
    ),
  );
};

/** `get_type_hints(Settings)`: the names of the fields; their types are not told. */
export const readTypeHints: Call = (engine, args) => {
  const cls = classOf(args.positional[0]);
  const names = cls === undefined ? [] : listFieldNames(cls);
  const hints = names.map((name) => [name, toUnknown('the type of a field')] as const);
  return engine.createObject(hints, { isDict: true, open: cls === undefined });
};

/** What `dataclasses` exports. */
export const DATA_CLASSES: Readonly<Record<string, Call>> = {
  dataclass: transparentDecorator,
  field,
  fields,
  asdict: first,
  replace: first,
};
