import type { Abstract, Arguments, ClassValue } from './engine/abstract.ts';
import { toAlternatives, toArguments, toConst, toUnknown } from './engine/abstract.ts';
import { linearise } from './engine/linearise.ts';
import type { Engine, Site } from './engine/engine.ts';
import { GIVEN_BY_CALLER } from './engine/find-uses.ts';
import type { ModuleRecord } from './engine/module-record.ts';

const ANYTHING: Arguments = { ...toArguments(), rest: GIVEN_BY_CALLER };

/**
 * A program: its module ran; now what it exports (or, in Python, defines) and nobody called yet. Functions come first: the
 * instances that they make are those on which the other methods of their classes are called.
 */
export function callEverything(
  engine: Engine,
  module: ModuleRecord,
  wasCalled: (ir: object) => boolean,
  site: Site,
): void {
  const exported =
    module.ir?.language === 'python'
      ? [...module.scope.cells.values()].map((c) => c.value)
      : exportedValues(engine, module, site);
  const values = exported.flatMap((v) =>
    v.k === 'object' ? [...v.fields.values()] : v.k === 'union' ? v.values : [v],
  );
  // What is defined later calls what is defined earlier, and knows with what.
  for (const value of values.toReversed())
    if (value.k === 'function' && value.module === module && !wasCalled(value.ir)) engine.call(value, ANYTHING, site);
  for (const value of values)
    if (value.k === 'class' && value.module === module) callMethods(engine, value, wasCalled, site);
  for (const value of findWrapped(engine, module, site))
    if (value.k !== 'function' || !wasCalled(value.ir)) engine.call(value, WITH_EVENT, site);
}

const WITH_EVENT: Arguments = toArguments({ k: 'event', path: [] }, toUnknown('the context'));

/** What stands under a handler's name and is made elsewhere: middleware, a wrapper of another module. */
function findWrapped(engine: Engine, module: ModuleRecord, site: Site): readonly Abstract[] {
  const commonJs = engine.get(module.commonJs, toConst('exports'), false, site);
  const named: readonly (readonly [name: string, value: Abstract])[] =
    module.ir?.language === 'python'
      ? [...module.scope.cells].map(([name, cell]) => [name, cell.value] as const)
      : [
          ...[...module.exports].map(([name, read]) => [name, read()] as const),
          ...(commonJs.k === 'object' ? commonJs.fields : []),
        ];
  return named
    .filter(([name]) => /^(?:default|main|\w*handler)$/i.test(name))
    .flatMap(([, value]) => toAlternatives(value))
    .filter((v) => (v.k === 'function' && v.module !== module) || (v.k === 'model' && v.call !== undefined));
}

function callMethods(engine: Engine, cls: ClassValue, wasCalled: (ir: object) => boolean, site: Site): void {
  const classes = linearise(cls);
  for (const c of classes)
    for (const fixed of c.statics.fields.values())
      if (fixed.k === 'function' && !wasCalled(fixed.ir))
        engine.call(fixed.passesSelf === true ? { ...fixed, self: cls } : fixed, ANYTHING, site, c);
  const seen = engine.instancesOf.get(cls.ir) ?? [];
  const instances = seen.length > 0 ? seen : [engine.construct(cls, ANYTHING, site)];
  for (const c of classes)
    for (const [name, method] of [...c.methods, ...c.getters])
      if (!wasCalled(method.ir))
        for (const instance of instances) callMethod(engine, instance, { name, isGetter: c.getters.has(name) }, site);
}

function callMethod(
  engine: Engine,
  instance: Abstract,
  { name, isGetter }: { readonly name: string; readonly isGetter: boolean },
  site: Site,
): void {
  const method = engine.get(instance, toConst(name), false, site);
  if (!isGetter) engine.call(method, ANYTHING, site, instance);
}

function exportedValues(engine: Engine, module: ModuleRecord, site: Site): Abstract[] {
  const commonJs = engine.get(module.commonJs, toConst('exports'), false, site);
  const own = [...module.exports.values()].map((read) => read());
  const named = [...own, commonJs];
  const hasExports = own.length > 0 || commonJs.k !== 'object' || commonJs.fields.size > 0 || commonJs.getters.size > 0;
  // A script exports nothing: what it defines and does not call is meant to be called by hand.
  return hasExports ? named : [...module.scope.cells.values()].map((c) => c.value);
}
