import type { Value } from '../../app/value.ts';
import { findText } from '../../app/value.ts';

/** Where wrappers of observability layers keep the handler that they call. */
const WRAPPED = [
  'DD_LAMBDA_HANDLER',
  'NEW_RELIC_LAMBDA_HANDLER',
  'LUMIGO_ORIGINAL_HANDLER',
  'ELASTIC_APM_LAMBDA_HANDLER',
];

/** The handler of the function's own code: what a wrapper is told to call, when the configured handler is a wrapper's. */
export function findOwnHandler(handler: string | null, environment: ReadonlyMap<string, Value>): string | null {
  const wrapped = WRAPPED.map((name) => findText(environment.get(name))).find((text) => text !== undefined);
  return wrapped ?? handler;
}

/** The module of a handler as a path without suffix: `src/app` of `src/app.handler`, `pkg/app` of `pkg.app.handler` in Python. */
export function toModulePath(handler: string, runtime: string | null): string | undefined {
  const dot = handler.indexOf('.', handler.lastIndexOf('/') + 1);
  const last = handler.lastIndexOf('.');
  if (dot <= 0 || handler.startsWith('/') || handler.includes('node_modules/')) return undefined;
  const isPython = runtime?.startsWith('python') ?? false;
  return isPython ? handler.slice(0, last).replaceAll('.', '/') : handler.slice(0, dot);
}
