import type { Abstract } from './abstract.ts';
import { toArguments, toConst, toUnknown, UNDEFINED } from './abstract.ts';
import type { Engine, Site } from './engine.ts';
import type { ModuleRecord } from './module-record.ts';

/** Reads an export of a module, or a member of a Python package. */
export function readNamespace(engine: Engine, module: ModuleRecord, name: string, site: Site): Abstract {
  const exported = module.exports.get(name);
  if (exported !== undefined) return exported();
  if (module.ir?.language === 'python' || module.directory !== undefined)
    return readPythonMember(engine, module, name, site);
  const commonJs = readCommonJs(engine, module, site);
  if (name === 'default') return commonJs === undefined ? UNDEFINED : readDefault(commonJs);
  if (commonJs !== undefined) {
    const found = engine.get(commonJs, toConst(name), false, site);
    if (found.k !== 'const' || found.value !== undefined) return found;
  }
  for (const external of module.starExternals) return engine.get(external, toConst(name), false, site);
  // A cycle: the module is still loading and will export it later.
  return module.state === 'running' ? toUnknown(`export ${name} of a module that is still loading`) : UNDEFINED;
}

/** The default import of a CommonJS module: what it exports, or its `default` where a compiler marked it as an ES module. */
function readDefault(exported: Abstract): Abstract {
  const inner =
    exported.k === 'object' && exported.fields.has('__esModule') ? exported.fields.get('default') : undefined;
  return inner ?? exported;
}

/** The names that a module has: in Python every name of its top level. */
export const listExports = (module: ModuleRecord): readonly string[] =>
  module.ir?.language === 'python' ? [...module.scope.cells.keys()] : [...module.exports.keys()];

function readPythonMember(engine: Engine, module: ModuleRecord, name: string, site: Site): Abstract {
  const cell = module.scope.cells.get(name);
  const isAssigned = cell !== undefined && (cell.value.k !== 'const' || cell.value.value !== undefined);
  if (isAssigned) return cell.value;
  const submodule = engine.requireSubmodule(module, name, site);
  if (submodule !== undefined) return submodule;
  const hook = /^__\w+__$/.test(name) ? undefined : module.scope.cells.get('__getattr__')?.value;
  if (hook?.k === 'function') return engine.call(hook, toArguments(toConst(name)), site);
  for (const external of module.starExternals) return engine.get(external, toConst(name), false, site);
  return cell?.value ?? UNDEFINED;
}

/** What `require` gives of a module: `module.exports` when it was written, else the ES exports. */
export function readCommonJs(engine: Engine, module: ModuleRecord, site: Site): Abstract | undefined {
  const exported = engine.get(module.commonJs, toConst('exports'), false, site);
  const isUntouched =
    exported.k === 'object' &&
    exported.fields.size === 0 &&
    exported.getters.size === 0 &&
    exported.cls === null &&
    !exported.open &&
    exported.computed.length === 0;
  return isUntouched ? undefined : exported;
}

/** The value of `require('…')` and of a default or namespace import. */
export function toModuleValue(engine: Engine, module: ModuleRecord, site: Site): Abstract {
  const isEs =
    module.exports.size > 0 ||
    module.starExternals.length > 0 ||
    // In a cycle of imports nothing is exported yet.
    (module.state === 'running' &&
      module.ir?.body.some((s) => s.kind === 'export' || s.kind === 'export-from') === true);
  if (isEs || module.ir?.language === 'python' || module.directory !== undefined) return { k: 'namespace', module };
  if (module.state === 'running') return engine.get(module.commonJs, toConst('exports'), false, site);
  return readCommonJs(engine, module, site) ?? { k: 'namespace', module };
}

/** Aliases of YAML let a small file stand for a large value. */
const MOST_JSON = 100_000;

/** JSON as a value. */
export function toJsonValue(
  engine: Engine,
  value: unknown,
  depth = 0,
  room: { left: number } = { left: MOST_JSON },
): Abstract {
  room.left -= 1;
  if (depth > 8 || room.left < 0) return toUnknown('deep inside a JSON file');
  if (Array.isArray(value))
    return engine.createList(
      value.slice(0, 64).map((v) => toJsonValue(engine, v, depth + 1, room)),
      value.length > 64,
    );
  if (typeof value === 'object' && value !== null) {
    return engine.createObject(
      Object.entries(value)
        .slice(0, 512)
        .map(([k, v]) => [k, toJsonValue(engine, v, depth + 1, room)] as const),
    );
  }
  return toConst(value as string | number | boolean | null);
}
