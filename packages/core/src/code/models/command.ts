import type { Abstract, Arguments, ModelValue } from '../engine/abstract.ts';
import { toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import type { ClientSettings } from './operation-call.ts';
import { callBack, callOperation } from './operation-call.ts';

interface Command {
  readonly service: string;
  readonly operation: string;
  readonly input: Abstract;
  readonly site: Site;
}

/** `new GetItemCommand(input)`. One that nobody was seen to send is taken for sent: commands are made for nothing else. */
export function createCommand(
  engine: Engine,
  service: string,
  operation: string,
  args: Arguments,
  site: Site,
): ModelValue {
  const input = args.positional[0] ?? UNDEFINED;
  const key = `command:${engine.nextId()}`;
  const command: Command = { service, operation, input, site };
  engine.deferred.set(
    key,
    () =>
      void callOperation(
        engine,
        { service, credentials: 'default' },
        { operation, args: input, confidence: 'likely' },
        site,
      ),
  );
  return {
    k: 'model',
    key,
    data: command,
    get: (e, name, at) => (name === 'input' ? input : toUnknown(`${name} of a command (${e.nextId()}, ${at.at})`)),
  };
}

/** `client.send(command)`. */
export function sendCommand(engine: Engine, client: ClientSettings, args: Arguments, site: Site): Abstract {
  const given = args.positional[0] ?? UNDEFINED;
  const values = given.k === 'union' ? given.values : [given];
  const results = values.map((value) => sendOne(engine, client, value, site)).filter((r) => r !== undefined);
  if (results.length === 0 && !values.every((v) => v.k === 'const'))
    engine.unresolved(`command sent to a ${client.service} client`, 'the command is not known', site);
  const result: Abstract = results[0] ?? toUnknown('result of a command that is not known');
  callBack(engine, args, result, site);
  return result;
}

function sendOne(engine: Engine, client: ClientSettings, value: Abstract, site: Site): Abstract | undefined {
  const command = findCommand(value);
  if (command === undefined) return undefined;
  if (value.k === 'model') engine.deferred.delete(value.key);
  // The call site is where the command is made: a shared `send` helper says nothing.
  const at = command.site ?? site;
  return callOperation(
    engine,
    { ...client, service: command.service },
    { operation: command.operation, args: command.input },
    at,
  );
}

/** The command that a value is; an instance of a subclass of one, too. */
export function findCommand(value: Abstract): Command | undefined {
  if (value.k === 'model' && value.key.startsWith('command:')) return value.data as Command;
  return value.k === 'object' && value.base !== null ? findCommand(value.base) : undefined;
}
