import type { Application } from './app/application.ts';
import type { Location } from './app/location.ts';
import { unknown } from './app/value.ts';

/** Names of files that can be an entry point of their own. */
export const isSourceFile = (path: string): boolean => /\.(?:[cm]?[jt]sx?|py)$/.test(path);

/** An application of one function without a template: the program that `file` is. What a template would tell is unknown. */
export function createStandalone(file: string): Application {
  const at: Location = { file, line: 1, column: 1, endLine: 1, endColumn: 1, start: 0, end: 0 };
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
  return {
    templates: [],
    roles: [],
    diagnostics: [],
    functions: [
      {
        id: name,
        template: file,
        type: 'AWS::Lambda::Function',
        at,
        runtime: null,
        handler: null,
        handlerAt: at,
        code: { kind: 'file', path: file, at },
        environment: new Map(),
        layers: [],
        entryPoints: [],
        role: { kind: 'other', value: unknown('there is no template') },
        triggers: [],
        inVpc: false,
        tracing: false,
        deadLetter: null,
        destinations: [],
        kmsKey: null,
        fileSystems: [],
        properties: { kind: 'map', entries: new Map() },
      },
    ],
  };
}
