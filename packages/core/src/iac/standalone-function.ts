import type { Application } from '../app/application.ts';
import type { LambdaFunction } from '../app/function.ts';
import type { Location } from '../app/location.ts';
import { emptyMap } from '../app/value.ts';
import { toDirectory } from '../app/path.ts';

/**
 * An application of one function whose module is a source file, with no template: no environment, no role, the export of
 * the handler unknown. The runtime is the newest of the language that the file's suffix tells.
 */
export function createStandaloneFunction(file: string): Application {
  const at: Location = { file, line: 1, column: 1, endLine: 1, endColumn: 1, start: 0, end: 0 };
  const name = file.slice(toDirectory(file).length).replace(/^\//, '');
  const standalone: LambdaFunction = {
    id: name.replace(/\.[^.]+$/, ''),
    template: file,
    type: 'AWS::Lambda::Function',
    at,
    runtime: name.endsWith('.py') ? 'python3.13' : 'nodejs22.x',
    handler: null,
    handlerAt: at,
    code: { kind: 'file', path: file, at },
    environment: new Map(),
    layers: [],
    entryPoints: [],
    role: { kind: 'other', value: { kind: 'no-value' } },
    triggers: [],
    inVpc: false,
    tracing: false,
    deadLetter: null,
    destinations: [],
    kmsKey: null,
    fileSystems: [],
    properties: emptyMap,
  };
  return { templates: [], functions: [standalone], roles: [], diagnostics: [] };
}
