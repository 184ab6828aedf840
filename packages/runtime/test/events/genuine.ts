import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceName } from '@sallyport/runtime/events';

/** A genuine event of a source, made anew. */
export function readGenuine(source: SourceName | 'direct'): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, `fixtures/${source}.json`), 'utf8'));
}

/** Sets `a.b[0].c` in plain data, making no objects on the way; a dot in a name is found where there is such a name. */
export function setAt(event: unknown, path: string, value: unknown): void {
  let node = event as Record<string, unknown>;
  const steps = toSteps(node, path);
  const last = steps.pop() ?? '';
  for (const step of steps) {
    node[step] ??= {};
    node = node[step] as Record<string, unknown>;
  }
  Object.defineProperty(node, last, { value, enumerable: true, configurable: true, writable: true });
}

function toSteps(event: Readonly<Record<string, unknown>>, path: string): string[] {
  const dotted = Object.keys(event).find((key) => key.includes('.') && path.startsWith(key));
  const rest = dotted === undefined ? path : path.slice(dotted.length);
  const steps = rest.split(/\.|\[(\d+)\]/).filter((step) => step !== undefined && step !== '');
  return dotted === undefined ? steps : [dotted, ...steps];
}
