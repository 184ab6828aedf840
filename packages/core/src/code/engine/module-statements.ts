import type { ImportBinding, ImportStatement, Statement } from '../ir.ts';
import type { Abstract } from './abstract.ts';
import { toConst, UNDEFINED } from './abstract.ts';
import type { Engine, Frame, Site } from './engine.ts';
import { declare, findCell, findHoistScope } from './scope.ts';
import { writeCell } from './patterns.ts';

/** Binds what an import statement names. */
export function importBindings(engine: Engine, s: ImportStatement, frame: Frame): void {
  const site = { module: frame.module, at: s.at };
  if (engine.languageOf(frame.module) === 'python') return importPython(engine, s, frame, site);
  const value = engine.require(frame.module, s.specifier, site);
  for (const binding of s.bindings) {
    if (binding.kind === 'star') continue;
    const bound = binding.kind === 'member' ? engine.get(value, toConst(binding.imported), false, site) : value;
    const isDefault = binding.kind === 'member' && binding.imported === 'default';
    declare(frame.scope, binding.local, isDefault && isCommonJs(value, bound) ? value : bound, engine.depth, true);
    if (binding.kind === 'member' && value.k === 'namespace') bindLate(engine, value, binding, frame, site);
  }
}

/** Whether a module has no `default` and is therefore its own: a plain CommonJS object, a class that a model knows. */
const isCommonJs = (module: Abstract, found: Abstract): boolean =>
  (module.k === 'model' && found.k === 'unknown') || (module.k !== 'namespace' && found.k === 'const');

/** ES bindings are live: in a cycle the exporting module has not run yet, and it may assign later. */
function bindLate(
  engine: Engine,
  value: Extract<Abstract, { k: 'namespace' }>,
  binding: Extract<ImportBinding, { kind: 'member' }>,
  frame: Frame,
  site: Site,
): void {
  const cell = {
    depth: engine.depth,
    isConstant: true,
    isLongLived: true,
    get value(): Abstract {
      return engine.get(value, toConst(binding.imported), false, site);
    },
    set value(_: Abstract) {},
  };
  frame.scope.cells.set(binding.local, cell);
}

function importPython(engine: Engine, s: ImportStatement, frame: Frame, site: Site): void {
  for (const binding of s.bindings) {
    if (binding.kind === 'star') importStar(engine, engine.require(frame.module, s.specifier, site), frame);
    else if (binding.kind === 'member') {
      const module = engine.require(frame.module, s.specifier, site);
      assign(engine, frame, binding.local, engine.get(module, toConst(binding.imported), false, site));
    } else if (binding.kind === 'root') {
      // `import a.b.c` loads all three and binds `a`.
      engine.require(frame.module, s.specifier, site);
      assign(
        engine,
        frame,
        binding.local,
        engine.require(frame.module, s.specifier.split('.')[0] ?? s.specifier, site),
      );
    } else assign(engine, frame, binding.local, engine.require(frame.module, s.specifier, site));
  }
  if (s.bindings.length === 0) engine.require(frame.module, s.specifier, site);
}

function importStar(engine: Engine, module: Abstract, frame: Frame): void {
  if (module.k === 'namespace')
    for (const [name, cell] of module.module.scope.cells)
      if (!name.startsWith('_')) assign(engine, frame, name, cell.value);
  if (module.k === 'external') frame.module.starExternals.push(module);
  if (module.k === 'namespace') frame.module.starExternals.push(...module.module.starExternals);
}

function assign(engine: Engine, frame: Frame, name: string, value: Abstract): void {
  const scope = findHoistScope(frame.scope);
  const cell = scope.cells.get(name);
  // `try: import a except ImportError: a = None` keeps the module that was found.
  if (cell !== undefined && engine.depth > cell.depth) writeCell(engine, cell, value);
  else
    declare(
      scope,
      name,
      value,
      engine.depth,
      value.k === 'namespace' || value.k === 'external' || value.k === 'function' || value.k === 'class',
    );
}

/** `export { x as y }` and `export default x`. */
export function exportValue(engine: Engine, s: Extract<Statement, { kind: 'export' }>, frame: Frame): void {
  if (s.value.kind === 'name') {
    const { name } = s.value;
    frame.module.exports.set(s.exported, () => findCell(frame.scope, name)?.value ?? UNDEFINED);
    return;
  }
  const value = engine.evaluate(s.value, frame);
  frame.module.exports.set(s.exported, () => value);
}

/** `export … from`. */
export function exportFrom(engine: Engine, s: Extract<Statement, { kind: 'export-from' }>, frame: Frame): void {
  const site = { module: frame.module, at: s.at };
  const value = engine.require(frame.module, s.specifier, site);
  for (const { imported, exported } of s.names) {
    if (imported !== '*') frame.module.exports.set(exported, () => engine.get(value, toConst(imported), false, site));
    else if (exported !== '*') frame.module.exports.set(exported, () => value);
    else if (value.k === 'namespace') {
      for (const name of value.module.exports.keys())
        if (name !== 'default' && !frame.module.exports.has(name))
          frame.module.exports.set(name, () => engine.get(value, toConst(name), false, site));
      frame.module.starExternals.push(...value.module.starExternals);
    } else frame.module.starExternals.push(value);
  }
}
