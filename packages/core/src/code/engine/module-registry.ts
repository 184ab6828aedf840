import type { LoadResult, ModuleLoader, Resolution } from '../module-loader.ts';
import type { Abstract } from './abstract.ts';
import { toUnknown } from './abstract.ts';
import type { Engine, Frame, Site } from './engine.ts';
import type { ModuleRecord } from './module-record.ts';
import { toJsonValue, toModuleValue } from './modules.ts';
import type { Recorder } from './recorder.ts';
import { createScope, hoist } from './scope.ts';

export interface Modules {
  readonly require: Engine['require'];
  readonly requireSubmodule: Engine['requireSubmodule'];
  readonly readData: Engine['readData'];
  readonly run: (file: string) => ModuleRecord | null;
}

/** Loads and runs modules, each once. */
export function createModules(engine: Engine, loader: ModuleLoader, recorder: Recorder): Modules {
  const records = new Map<string, ModuleRecord>();
  const json = new Map<string, Abstract>();
  const failed = new Set<string>();

  function fail(file: string, { why: message, line, column }: Extract<LoadResult, { kind: 'failed' }>): null {
    if (failed.has(file)) return null;
    failed.add(file);
    recorder.files.push(file);
    const place = { ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
    recorder.diagnostics.push({ code: 'code-unreadable', message, file, severity: 'error', ...place });
    return null;
  }

  function run(file: string): ModuleRecord | null {
    const known = records.get(file);
    if (known !== undefined) return known;
    if (json.has(file)) return null;
    const loaded = loader.load(file);
    if (loaded.kind === 'json') {
      json.set(file, toJsonValue(engine, loaded.value));
      return null;
    }
    if (loaded.kind === 'failed') return fail(file, loaded);
    recorder.files.push(file);
    const record = createRecord(engine, file, loaded.module, undefined);
    records.set(file, record);
    runBody(engine, record);
    return record;
  }

  /** Code may open what is no data that this reads, such as a template with tags: then what comes of it is not known, and no more is lost. */
  function readJson(file: string): Abstract | undefined {
    const loaded = json.has(file) ? undefined : loader.load(file);
    if (loaded?.kind === 'json') json.set(file, toJsonValue(engine, loaded.value));
    return json.get(file);
  }

  function runPackage(directory: string, file: string | null): ModuleRecord | null {
    const key = file ?? `${directory}/`;
    const known = records.get(key);
    if (known !== undefined) return known;
    const loaded = file === null ? null : loader.load(file);
    if (loaded !== null && loaded.kind !== 'module')
      return file !== null && loaded.kind === 'failed' ? fail(file, loaded) : null;
    const record = createRecord(engine, key, loaded?.module ?? null, directory);
    records.set(key, record);
    if (file !== null) recorder.files.push(file);
    runBody(engine, record);
    return record;
  }

  function toValue(resolution: Resolution, specifier: string, site: Site): Abstract {
    switch (resolution.kind) {
      case 'file': {
        const record = run(resolution.file);
        const value = record === null ? json.get(resolution.file) : toModuleValue(engine, record, site);
        if (value === undefined)
          engine.unresolved(`import of \`${specifier}\``, `\`${resolution.file}\` cannot be read`, site);
        return value ?? toUnknown(`module ${specifier}`);
      }
      case 'package': {
        const record = runPackage(resolution.directory, resolution.file);
        return record === null ? toUnknown(`package ${specifier}`) : { k: 'namespace', module: record };
      }
      case 'external': {
        const path =
          resolution.path === ''
            ? []
            : engine.languageOf(site.module) === 'python'
              ? resolution.path.split('.')
              : [`/${resolution.path}`];
        return engine.findModelled(resolution.name, path, site) ?? { k: 'external', name: resolution.name, path };
      }
      default:
        engine.unresolved(
          `import of \`${specifier}\``,
          resolution.kind === 'outside'
            ? 'it leads out of the scanned folder'
            : `no file was found (looked for \`${resolution.looked}\`)`,
          site,
        );
        return toUnknown(`module ${specifier}`);
    }
  }

  return {
    run,
    readData: (from, path) => {
      const file = loader.findData?.(from.file, path);
      return file === undefined ? undefined : readJson(file);
    },
    require: (from, specifier, site) => toValue(loader.resolve(from.file, specifier), specifier, site),
    requireSubmodule: (parent, name, site) => {
      if (parent.directory === undefined && parent.ir?.language === 'python' && !parent.file.endsWith('__init__.py'))
        return undefined;
      const resolution = loader.resolve(
        parent.directory === undefined ? parent.file : `${parent.directory}/__init__.py`,
        `.${name}`,
      );
      return resolution.kind === 'file' || resolution.kind === 'package' ? toValue(resolution, name, site) : undefined;
    },
  };
}

function createRecord(
  engine: Engine,
  file: string,
  ir: ModuleRecord['ir'],
  directory: string | undefined,
): ModuleRecord {
  const commonJs = engine.createObject([['exports', engine.createObject()]]);
  return {
    file,
    ir,
    scope: createScope(null, 'module'),
    exports: new Map(),
    starExternals: [],
    commonJs,
    state: 'new',
    ...(directory === undefined ? {} : { directory }),
  };
}

/** A module that is loaded while a handler runs still loads as modules do. */
function runBody(engine: Engine, record: ModuleRecord): void {
  if (record.ir === null) return;
  record.state = 'running';
  const wasLoading = engine.isLoading;
  const depth = engine.depth;
  engine.isLoading = true;
  engine.depth = 0;
  const journals = engine.journals.splice(0);
  const exported = record.commonJs.fields.get('exports') ?? toUnknown('exports');
  const frame: Frame = {
    module: record,
    scope: record.scope,
    self: exported,
    fn: null,
    home: null,
    out: { returned: null, yielded: [] },
  };
  hoist(record.scope, record.ir.locals, 0);
  engine.execute(record.ir.body, frame);
  engine.isLoading = wasLoading;
  engine.depth = depth;
  engine.journals.push(...journals);
  record.state = 'done';
}
