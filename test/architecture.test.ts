import { describe, expect, it } from 'vitest';
import { findCycles, findImports } from './import-graph.ts';
import { listSources } from './repository.ts';

interface Layer {
  /** Folders whose values and types it may import, besides its own. */
  readonly may: readonly string[];
  /** Folders of which it may import types only. */
  readonly types?: readonly string[];
  readonly because: string;
}

/** The files beside the folders of a package: ports and errors, which every folder may name. */
const PORTS = [
  'packages/core/src/host.ts',
  'packages/core/src/errors.ts',
  'packages/runtime/src/errors.ts',
  'packages/runtime/src/options.ts',
  'packages/runtime/src/is-object.ts',
];

/** What the runtime is made of: parts that know nothing of each other, which `guard` puts together. */
const RUNTIME_PARTS = ['events', 'schema', 'cold-start', 'restrict', 'encryption', 'audit-log'].map(
  (name) => `packages/runtime/src/${name}`,
);

/** Folder -> folders that it may import. A folder that is not here fails the test: add it with its reason. */
const LAYERS: Readonly<Record<string, Layer>> = {
  ...Object.fromEntries(
    RUNTIME_PARTS.map((folder) => [folder, { may: [], because: 'whoever imports one part must not pay for another' }]),
  ),
  'packages/runtime/src/guard': {
    may: RUNTIME_PARTS,
    because: 'the guard puts the parts together; only types come from those that a function may do without',
  },
  'packages/runtime/src': {
    may: ['packages/runtime/src/guard', ...RUNTIME_PARTS],
    because: 'it is deployed into functions, where each import costs a cold start',
  },
  'packages/core/src/app': {
    may: [],
    types: ['packages/core/src/findings'],
    because: 'the model stands on its own; an application carries the diagnostics of its reading',
  },
  'packages/core/src/findings': { may: ['packages/core/src/app'], because: 'a finding points into the application' },
  'packages/core/src/aws': {
    may: ['packages/core/src/app'],
    because: 'facts about AWS, known before anything is read',
  },
  'packages/core/src/iam': {
    may: ['packages/core/src/aws', 'packages/core/src/app'],
    types: ['packages/core/src/findings'],
    because: 'policies mean the same whatever code and template they came from',
  },
  'packages/core/src/code': {
    may: ['packages/core/src/aws', 'packages/core/src/app'],
    types: ['packages/core/src/findings'],
    because: 'what code does is one question, what its template grants is another',
  },
  'packages/core/src/iac': {
    may: ['packages/core/src/aws', 'packages/core/src/app'],
    types: ['packages/core/src/findings'],
    because: 'a front end reads templates and leaves code and policies to their own engines',
  },
  'packages/core/src/schema': { may: [], because: 'a JSON Schema means the same whatever application it came from' },
  'packages/core/src/permissions': {
    may: ['iam', 'code', 'iac', 'aws', 'app', 'findings'].map((name) => `packages/core/src/${name}`),
    because: 'needed and granted meet here, and nowhere below',
  },
  'packages/core/src/deps': {
    may: ['code', 'iac', 'aws', 'app', 'findings'].map((name) => `packages/core/src/${name}`),
    because: 'what a function ships is a question of its files, whatever it may do',
  },
  'packages/core/src/rules': {
    may: ['permissions', 'deps', 'findings', 'iam', 'aws', 'app'].map((name) => `packages/core/src/${name}`),
    because: 'a rule judges the model; it never reads a template or code by itself',
  },
  'packages/core/src': {
    may: ['rules', 'permissions', 'deps', 'findings', 'iam', 'code', 'iac', 'aws', 'app'].map(
      (name) => `packages/core/src/${name}`,
    ),
    because: 'the pipeline puts the parts together',
  },
  'packages/cli/src/terminal': {
    may: ['packages/core/src'],
    because: 'width, colour and progress, whatever is printed',
  },
  'packages/cli/src/args': {
    may: ['packages/cli/src/terminal', 'packages/core/src'],
    because: 'words in, options out; its help is fitted to the terminal',
  },
  'packages/cli/src/files': {
    may: ['packages/cli/src/args', 'packages/core/src'],
    because: 'the text of a file that was named, or why there is none',
  },
  'packages/cli/src/config': {
    may: ['packages/cli/src/args', 'packages/cli/src/files', 'packages/core/src'],
    because: 'a file in, the same options out as from arguments',
  },
  'packages/cli/src/init': { may: [], because: 'texts of files, made of what was found' },
  'packages/cli/src/formats': {
    may: ['packages/cli/src/terminal', 'packages/core/src', 'packages/core/src/deps'],
    because: 'a format turns a result into text, without I/O',
  },
  'packages/cli/src/database': {
    may: ['packages/cli/src/args', 'packages/cli/src/terminal', 'packages/core/src', 'packages/core/src/deps'],
    because: 'where the advisory database lies on disk, and how it gets there',
  },
  'packages/cli/src/audit': {
    may: [
      ...['args', 'files', 'terminal'].map((name) => `packages/cli/src/${name}`),
      'packages/core/src',
      'packages/runtime/src/audit-log',
    ],
    because: 'reads what functions logged; the form of the lines is that of their writer',
  },
  'packages/cli/src/manifest': {
    may: [
      ...['args', 'config'].map((name) => `packages/cli/src/${name}`),
      'packages/core/src',
      'packages/core/src/deps',
      'packages/runtime/src/cold-start',
    ],
    because: 'hashes what is deployed; the form of the manifest is that of its reader',
  },
  'packages/cli/src/commands': {
    may: [
      ...['args', 'audit', 'config', 'database', 'files', 'formats', 'init', 'manifest', 'terminal'].map(
        (name) => `packages/cli/src/${name}`,
      ),
      'packages/cli/src',
      'packages/core/src',
      'packages/core/src/iam',
      'packages/core/src/deps',
      'packages/core/src/iam',
      ...RUNTIME_PARTS,
      'packages/core/src/schema',
    ],
    because: 'a command reads, asks the core or the runtime and prints',
  },
  'packages/cli/src': {
    may: [
      ...['args', 'audit', 'commands', 'config', 'database', 'files', 'formats', 'manifest', 'terminal'].map(
        (name) => `packages/cli/src/${name}`,
      ),
      'packages/core/src',
      'packages/core/src/deps',
      'packages/runtime/src',
      'packages/runtime/src/cold-start',
    ],
    because: 'arguments in, exit code out; the plug-in for esbuild writes what the command `manifest` writes',
  },
};

/** Folders beside each other that must stay strangers: what they share belongs in their parent. */
const STRANGERS: readonly (readonly [string, string])[] = [
  ['packages/core/src/code/javascript/', 'packages/core/src/code/python/'],
];

/** Generated tables may lie in a cycle with what reads them. */
const isGenerated = (file: string): boolean => /^packages\/core\/src\/aws\/.*generated/.test(file);

const layerOf = (file: string): string | undefined =>
  Object.keys(LAYERS)
    .filter((folder) => file.startsWith(`${folder}/`))
    .toSorted((a, b) => b.length - a.length)[0];

const isDirectlyIn = (file: string, folder: string): boolean =>
  file.startsWith(`${folder}/`) && !file.slice(folder.length + 1).includes('/');

const sources = listSources();
const imports = sources.flatMap((file) => findImports(file));

describe('architecture', () => {
  it('has a row for every folder', () => {
    const homeless = sources.filter((file) => {
      const layer = layerOf(file);
      const isRoot = layer !== undefined && /^packages\/[^/]+\/src$/.test(layer);
      return layer === undefined || (isRoot && !isDirectlyIn(file, layer));
    });
    expect(homeless).toEqual([]);
  });

  it('imports in one direction', () => {
    const wrong = imports.flatMap(({ from, line, target, isValue }) => {
      if (target === null || PORTS.includes(target)) return [];
      const [own, other] = [layerOf(from), layerOf(target)];
      if (own === undefined || other === undefined || own === other) return [];
      const layer = LAYERS[own];
      if (layer?.may.includes(other) || (!isValue && layer?.types?.includes(other))) return [];
      return [`${from}:${line} imports ${target}: ${layer?.because}`];
    });
    expect(wrong).toEqual([]);
  });

  it('keeps siblings apart', () => {
    const wrong = imports.filter(({ from, target }) =>
      STRANGERS.some(
        ([a, b]) => (from.startsWith(a) && target?.startsWith(b)) || (from.startsWith(b) && target?.startsWith(a)),
      ),
    );
    expect(wrong.map(({ from, line, target }) => `${from}:${line} imports ${target}`)).toEqual([]);
  });

  it('reaches into no other package but by its name', () => {
    const packageOf = (file: string): string => file.split('/').slice(0, 2).join('/');
    const wrong = imports.filter(
      ({ from, specifier, target }) =>
        target !== null && specifier.startsWith('.') && packageOf(target) !== packageOf(from),
    );
    expect(wrong.map(({ from, line, specifier }) => `${from}:${line} imports ${specifier}`)).toEqual([]);
  });

  it('gives core no disk, network or process: it asks its host', () => {
    const wrong = imports.filter(({ from, specifier }) => from.startsWith('packages/core/') && isBuiltIn(specifier));
    expect(wrong.map(({ from, line, specifier }) => `${from}:${line} imports ${specifier}`)).toEqual([]);
  });

  it('keeps input and output out of the formats', () => {
    const wrong = imports.filter(
      ({ from, specifier }) => from.startsWith('packages/cli/src/formats/') && isBuiltIn(specifier),
    );
    expect(wrong.map(({ from, line, specifier }) => `${from}:${line} imports ${specifier}`)).toEqual([]);
  });

  it('gives the runtime nothing but the built-in modules of Node', () => {
    const wrong = imports.filter(
      ({ from, specifier, target }) =>
        from.startsWith('packages/runtime/') && target === null && !specifier.startsWith('node:'),
    );
    expect(wrong.map(({ from, line, specifier }) => `${from}:${line} imports ${specifier}`)).toEqual([]);
  });

  it('has no cycle of value imports', () => {
    const edges = new Map<string, string[]>(sources.filter((file) => !isGenerated(file)).map((file) => [file, []]));
    for (const { from, target, isValue } of imports) {
      if (isValue && target !== null && edges.has(target)) edges.get(from)?.push(target);
    }
    expect(findCycles(edges)).toEqual([]);
  });
});

function isBuiltIn(specifier: string): boolean {
  return (
    specifier.startsWith('node:') || ['fs', 'path', 'process', 'child_process', 'http', 'https'].includes(specifier)
  );
}
