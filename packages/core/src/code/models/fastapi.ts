import type { NativeValue } from '../engine/abstract.ts';
import { toArguments, toUnknown } from '../engine/abstract.ts';
import { callSpecial } from '../engine/special-methods.ts';
import { unite } from '../engine/union.ts';
import { definePackages, isCallable } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

/** `Depends(get_repository)`: what the dependency answers, or yields. Without one the parameter's type tells. */
const depend: NativeValue['call'] = (engine, args, site) => {
  const dependency = args.positional[0] ?? args.named.get('dependency');
  // What another container already put in.
  if (dependency?.k === 'object')
    return callSpecial(engine, dependency, '__call__', [toUnknown('given by a framework')], site) ?? dependency;
  if (dependency?.k === 'model' && dependency.call === undefined) return dependency;
  if (!isCallable(dependency)) return toUnknown('a dependency that its type names');
  const given = { ...toArguments(), rest: toUnknown('given by a framework') };
  const made = engine.call(dependency, given, site);
  return made.k === 'list' ? unite(...engine.itemsOf(made, site)) : made;
};

/** FastAPI's dependencies, where they stand as the default of a parameter. */
export const fastapi: PackageModel = definePackages({
  fastapi: { Depends: depend, Security: depend, 'params.Depends': depend },
});
