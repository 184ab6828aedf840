import type { Abstract, ModelValue } from '../engine/abstract.ts';
import { toArguments, toConst, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import { conditionally } from '../engine/branches.ts';
import type { Engine } from '../engine/engine.ts';
import { definePackages, first } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

const REGISTERS = /^(?:poll_)?(?:create|update|delete)$/;

/** A helper of custom resources: its decorators keep functions that a call with the event runs. */
function createHelper(engine: Engine): ModelValue {
  const handlers: Abstract[] = [];
  const data = engine.createObject([], { isDict: true, open: true });
  const register = toNative('crhelper.register', (e, args, site) => {
    const fn = first(e, args, site, UNDEFINED);
    handlers.push(fn);
    return fn;
  });
  return {
    k: 'model',
    key: `crhelper:${engine.nextId()}`,
    get: (_engine, name) => {
      if (REGISTERS.test(name)) return register;
      if (name === 'Data') return data;
      return name === 'PhysicalResourceId'
        ? toUnknown('the id of a custom resource')
        : toNative(`crhelper.${name}`, () => toConst(null));
    },
    call: (e, args, site) => {
      for (const handler of handlers) conditionally(e, () => e.call(handler, toArguments(...args.positional), site));
      return UNDEFINED;
    },
  };
}

/** AWS's helper for custom resources of CloudFormation in Python. */
export const crhelper: PackageModel = definePackages({ crhelper: { CfnResource: createHelper } });
