import type { Boto3Extra } from '../../aws/boto3-extras.ts';
import type { Abstract, Arguments } from '../engine/abstract.ts';
import { toMemberObject } from './boto3-input.ts';
import { UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import type { ClientSettings } from './operation-call.ts';
import { callOperation } from './operation-call.ts';

/** Calls what a method stands for that boto3 adds by hand (`upload_file`, `batch_writer`). */
export function callExtra(
  engine: Engine,
  settings: ClientSettings,
  extra: Boto3Extra,
  identifiers: ReadonlyMap<string, Abstract>,
  args: Arguments,
  site: Site,
): Abstract {
  const read = (name: string): Abstract | undefined => {
    if (name.startsWith('@')) return identifiers.get(name.slice(1));
    const index = extra.parameters.indexOf(name);
    return args.named.get(name) ?? (index === -1 ? undefined : args.positional[index]) ?? args.rest;
  };
  let result: Abstract = UNDEFINED;
  for (const call of extra.calls) {
    const input = engine.createObject([], { open: args.named.has('**') });
    for (const [member, from] of Object.entries(call.members)) {
      const value = read(from);
      if (value !== undefined)
        input.fields.set(member, member === 'RequestItems' ? toMemberObject(engine, value, site) : value);
    }
    if (Object.keys(call.members).length === 0) for (const [name, value] of args.named) input.fields.set(name, value);
    const more = call.more === undefined ? undefined : read(call.more);
    if (more?.k === 'object') for (const [name, value] of more.fields) input.fields.set(name, value);
    result = callOperation(engine, settings, { operation: call.operation, args: input }, site);
  }
  return result;
}
