import type { CodeFacts } from '../../../src/app/code-facts.ts';
import type { CodeValue } from '../../../src/app/code-value.ts';
import { runJavaScript } from '../engine/run.ts';
import { runPython } from '../engine/run-python.ts';

type Files = string | Record<string, string>;

/** What the engine finds from `handler` of `app.ts`. */
export const readJavaScript = (code: Files): CodeFacts =>
  runJavaScript(typeof code === 'string' ? { 'app.ts': code } : code, { file: 'app.ts', export: 'handler' });

/** What the engine finds from `handler` of `app.py`. */
export const readPython = (code: Files): Promise<CodeFacts> =>
  runPython(typeof code === 'string' ? { 'app.py': code } : code, { file: 'app.py', export: 'handler' });

/** A value in few words: `"text"`, `$VARIABLE`, `$VARIABLE??"x"`, `event.Records.[]`, `?`. */
export function printValue(value: CodeValue | undefined): string {
  switch (value?.kind) {
    case undefined:
      return '-';
    case 'const':
      return JSON.stringify(value.value);
    case 'env':
      return value.fallback === undefined ? `$${value.name}` : `$${value.name}??${printValue(value.fallback)}`;
    case 'concat':
      return value.parts.map(printValue).join('+');
    case 'one-of':
      return value.values.map(printValue).sort().join('|');
    case 'object':
      return `{${[...value.fields].map(([k, v]) => `${k}:${printValue(v)}`).join(' ')}${
        (value.computed?.length ?? 0) > 0
          ? ` [${value.computed?.map((c) => `${printValue(c.key)}:${printValue(c.value)}`).join(' ')}]`
          : ''
      }}`;
    case 'list':
      return `[${value.items.map(printValue).join(' ')}]`;
    case 'event':
      return ['event', ...value.path].join('.');
    case 'result':
      return [`${value.service}:${value.operation}`, ...value.path].join('.');
    case 'edited':
      return `${printValue(value.of)}~`;
    case 'unknown':
      return '?';
  }
}

/** Each call once as `service:Operation {args}`, sorted, with ` by library` where a library makes it. */
export function printCalls(facts: CodeFacts): string[] {
  const lines = facts.calls.map(
    (c) =>
      `${c.service}:${c.operation} ${printValue(c.args)}${c.library === undefined ? '' : ` by ${c.library}`}${c.credentials === 'other' ? ' as other' : ''}`,
  );
  return [...new Set(lines)].sort();
}

/** What the engine could not resolve, as `what: why`. */
export const printUnresolved = (facts: CodeFacts): string[] => facts.unresolved.map((u) => `${u.what}: ${u.why}`);
