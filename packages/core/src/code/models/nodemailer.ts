import type { Abstract, NativeValue } from '../engine/abstract.ts';
import { toAlternatives, toConst, toMethod, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { toMethods } from './callable.ts';
import { isGiven } from './environment.ts';
import { findClientSettings } from './js-sdk-v3.ts';
import { callOperation } from './operation-call.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

const LIBRARY = 'nodemailer';

const read = (engine: Engine, value: Abstract, name: string, site: Site): Abstract =>
  engine.get(value, toConst(name), false, site);

/** `mail.from`, or that of the transport's defaults; `{ name, address }` is its address. */
function findSender(engine: Engine, mail: Abstract, defaults: Abstract, site: Site): Abstract {
  const own = read(engine, mail, 'from', site);
  const from = isGiven(own) ? own : read(engine, defaults, 'from', site);
  return from.k === 'object' ? read(engine, from, 'address', site) : from;
}

/** Sends a raw message with the client of a transport for SES (https://nodemailer.com/transports/ses/). */
function sendMail(engine: Engine, ses: Abstract, from: Abstract, site: Site): void {
  const clients = toAlternatives(ses).map((value) => {
    const held = ['sesClient', 'ses'].map((name) => read(engine, value, name, site));
    return [value, ...held].map(findClientSettings).find((s) => s !== undefined);
  });
  for (const client of clients) {
    if (client === undefined) {
      engine.unresolved('`sendMail` of nodemailer', 'whether its transport is SES is not known', site);
      continue;
    }
    const sender: [string, Abstract][] = isGiven(from)
      ? [[client.service === 'ses' ? 'Source' : 'FromEmailAddress', from]]
      : [];
    const raw = engine.createObject([['Data', toUnknown('a message')]]);
    const [operation, message]: [string, [string, Abstract]] =
      client.service === 'ses'
        ? ['SendRawEmail', ['RawMessage', raw]]
        : ['SendEmail', ['Content', engine.createObject([['Raw', raw]])]];
    const args = engine.createObject([...sender, message]);
    callOperation(engine, client, { operation, args, library: LIBRARY }, site);
  }
}

/** `createTransport({ SES }, defaults)`: transports over SMTP and the like need nothing of AWS. */
const createTransport: Call = (engine, args, site) => {
  const [options = UNDEFINED, defaults = UNDEFINED] = args.positional;
  // An address: `smtps://user:pass@host`.
  const isText = options.k === 'const' || options.k === 'env' || options.k === 'concat';
  const ses = isText ? UNDEFINED : read(engine, options, 'SES', site);
  const key = `${LIBRARY}.transport:${engine.nextId()}`;
  return {
    k: 'model',
    key,
    get: (_e, name) =>
      toMethod(key, name, (e, given, at) => {
        const mail = given.positional[0] ?? UNDEFINED;
        const callbacks = given.positional.filter((v) => v.k === 'function');
        if (name === 'sendMail' && isGiven(ses)) sendMail(e, ses, findSender(e, mail, defaults, at), at);
        e.escape(callbacks, key, at);
        return toUnknown(`result of ${name}`);
      }),
  };
};

const find = toMethods(LIBRARY, { createTransport });

/** Nodemailer, which sends mail with a client of SES. */
export const nodemailer: PackageModel = {
  matches: (name) => name === LIBRARY,
  find: (_engine, _name, path) => {
    const names = path.filter((n) => n !== 'default');
    return names.length === 1 ? find(names[0] ?? '') : undefined;
  },
};
