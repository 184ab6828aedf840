import type { CodeFacts } from '../../../src/app/code-facts.ts';
import type { CodeValue } from '../../../src/app/code-value.ts';
import { findField } from '../../../src/app/code-value.ts';
import { analyseCode } from '../../../src/code/analyse.ts';
import { lowerJavaScript } from '../../../src/code/javascript/lower.ts';
import { createJavaScriptResolver } from '../../../src/code/javascript/resolve.ts';
import type { ModuleLoader } from '../../../src/code/module-loader.ts';
import { lowerPython } from '../../../src/code/python/lower.ts';
import type { PythonParser } from '../../../src/code/python/parser.ts';
import { createPythonResolver } from '../../../src/code/python/resolve.ts';
import { createMemoryHost } from '../../memory-host.ts';

/** What is read of one program. */
export interface ProgramFiles {
  readonly files: Readonly<Record<string, string>>;
  readonly entry: { readonly file: string; readonly export: string | null };
  readonly layers?: readonly string[];
  /** Given for Python. */
  readonly parser?: PythonParser;
}

/** Analyses files as a scan does, in memory. */
export function analyseProgram({ files, entry, layers = [], parser }: ProgramFiles): CodeFacts {
  const host = createMemoryHost(files);
  const options = { codeRoot: '', layers };
  const resolve = parser === undefined ? createJavaScriptResolver(host, options) : createPythonResolver(host, options);
  const loader: ModuleLoader = {
    resolve,
    load: (file) => {
      const text = host.readText(file) ?? '';
      if (file.endsWith('.json')) return { kind: 'json', value: JSON.parse(text) as unknown };
      return file.endsWith('.py') && parser !== undefined
        ? lowerPython(parser, file, text)
        : lowerJavaScript(file, text);
    },
  };
  return analyseCode(loader, entry);
}

/** The arguments that a permission's scope rests on. */
const NAMES = [
  'TableName',
  'IndexName',
  'Bucket',
  'QueueUrl',
  'TopicArn',
  'FunctionName',
  'SecretId',
  'Name',
  'stateMachineArn',
];

/** `service:Operation Argument=value` of each call, sorted, each once; what was left open follows. */
export function listFacts(facts: CodeFacts): string[] {
  const calls = facts.calls.map((c) => {
    const args = NAMES.flatMap((name) => {
      const value = findField(c.args, name);
      return value === undefined ? [] : [` ${name}=${printValue(value)}`];
    });
    return `${c.service}:${c.operation}${args.join('')}${printMembers(c.args)}`;
  });
  const open = facts.unresolved.map((u) => `unresolved ${u.what}: ${u.why}`);
  return [...new Set([...calls, ...open, ...facts.diagnostics.map((d) => d.message)])].sort();
}

/** The tables of a batch or a transaction. */
function printMembers(args: CodeValue): string {
  const items = findField(args, 'RequestItems');
  const members = findField(args, 'TransactItems');
  const names =
    items?.kind === 'object'
      ? [...items.fields.keys(), ...(items.computed ?? []).map((c) => printValue(c.key))]
      : members?.kind === 'list'
        ? members.items.flatMap((item) =>
            item.kind === 'object'
              ? [...item.fields].map(([verb, v]) => `${verb} ${printValue(findField(v, 'TableName'))}`)
              : [item.kind],
          )
        : [];
  return names.length === 0 ? '' : ` [${names.sort().join(', ')}]`;
}

export function printValue(value: CodeValue | undefined): string {
  switch (value?.kind) {
    case 'const':
      return JSON.stringify(value.value);
    case 'env':
      return `$${value.name}${value.fallback === undefined ? '' : `|${printValue(value.fallback)}`}`;
    case 'concat':
      return value.parts.map(printValue).join('+');
    case 'one-of':
      return `(${value.values.map(printValue).sort().join('|')})`;
    case 'event':
      return `event.${value.path.join('.')}`;
    case 'result':
      return `${value.service}:${value.operation}.${value.path.join('.')}`;
    default:
      return value?.kind ?? '-';
  }
}
