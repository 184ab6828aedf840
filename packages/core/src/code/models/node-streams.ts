import type { Abstract, ModelValue, NativeValue } from '../engine/abstract.ts';
import { toArguments, toConst, toMethod, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import { linearise } from '../engine/linearise.ts';
import { createEmitter } from './event-emitter.ts';
import { first, isCallable } from './native-table.ts';
import { toCallable, toMethods } from './callable.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

/** What a stream's own class overrides: `_transform`, `_write`, `_read`, `_flush`, `_final`. */
const OVERRIDES = /^_[a-z]+$/;

/** `class X extends Transform` and `new Transform({ transform(chunk) { … } })`. */
function toStreamClass(name: string): ModelValue {
  const make: Call = (engine, args, site) => {
    engine.escape(args.positional, `stream.${name}`, site);
    return createEmitter(engine, `stream.${name}`);
  };
  const statics = toMethods(`stream.${name}`, { from: first });
  return {
    ...toCallable(`class:stream.${name}`, make, statics),
    initialise: (engine, instance, _args, site) => {
      const cls = instance.cls;
      if (cls === null) return;
      const names = new Set(linearise(cls).flatMap((c) => [...c.methods.keys()]));
      engine.deferred.set(`stream:${instance.id}`, () => {
        const given = { ...toArguments(), rest: toUnknown('given by a stream') };
        for (const method of names)
          if (OVERRIDES.test(method))
            engine.call(engine.get(instance, toConst(method), false, site), given, site, instance);
      });
    },
  };
}

/** `pipeline(source, step, target, done)`: generator functions among the steps are called. */
const pipeline: Call = (engine, args, site) => {
  for (const step of args.positional)
    if (isCallable(step)) engine.call(step, { ...toArguments(), rest: toUnknown('given by a pipeline') }, site);
  return UNDEFINED;
};

const CLASSES: ReadonlyMap<string, Abstract> = new Map(
  ['Readable', 'Writable', 'Duplex', 'Transform', 'PassThrough', 'Stream'].map((name) => [name, toStreamClass(name)]),
);

const find = (name: string): Abstract | undefined =>
  name === 'pipeline' || name === 'finished' ? toMethod('stream', name, pipeline) : CLASSES.get(name);

/** Streams of Node. */
export const nodeStreams: PackageModel = {
  matches: (name) => /^(?:node:)?stream$/.test(name) || name === 'readable-stream',
  find: (_engine, _name, path) => {
    const names = path.filter((n) => n !== '/promises' && n !== 'promises');
    return names.length === 1 ? find(names[0] ?? '') : undefined;
  },
};
