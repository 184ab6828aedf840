import type { Abstract } from './abstract.ts';
import { toNative, toUnknown } from './abstract.ts';
import type { Engine, Frame } from './engine.ts';
import { JAVASCRIPT_GLOBALS } from './javascript-globals.ts';
import { loadModule } from './load-module.ts';
import { listExports, readNamespace } from './modules.ts';
import { PYTHON_BUILTINS } from './python-builtins.ts';

/** `globals()`: the names of the module's top level as a dict. */
const toGlobals = (frame: Frame): Abstract =>
  toNative('globals', (engine, _args, site) =>
    engine.createObject(
      listExports(frame.module).map((n) => [n, readNamespace(engine, frame.module, n, site)] as const),
      { isDict: true },
    ),
  );

/** A name that no scope declares. */
export function findGlobal(engine: Engine, name: string, frame: Frame): Abstract {
  if (engine.languageOf(frame.module) === 'python') {
    if (name === '__name__') return { k: 'const', value: engine.mainName };
    if (name === '__file__') return toUnknown('the file of the module');
    if (name === 'globals') return toGlobals(frame);
    return PYTHON_BUILTINS.get(name) ?? { k: 'external', name: 'builtins', path: [name] };
  }
  switch (name) {
    case 'require':
      return toNative('require', (e, args, site) =>
        loadModule(e, frame.module, args.positional[0] ?? toUnknown('a module'), { what: 'require()', at: site }),
      );
    case 'module':
      return frame.module.commonJs;
    case 'exports':
      return engine.get(frame.module.commonJs, { k: 'const', value: 'exports' }, false, {
        module: frame.module,
        at: 0,
      });
    case '__dirname':
    case '__filename':
      return toUnknown('the place of the module');
    default:
      return JAVASCRIPT_GLOBALS.get(name) ?? { k: 'external', name: 'global', path: [name] };
  }
}
