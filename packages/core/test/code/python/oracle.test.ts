import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { FunctionIr, ImportStatement } from '../../../src/code/ir.ts';
import { lowerPython } from '../../../src/code/python/lower.ts';
import { findNodes, getParser } from './grammar.ts';
import type { IrNode } from './grammar.ts';

type Counted = [at: number, ...rest: unknown[]][];

interface Answer {
  readonly path: string;
  readonly ok: boolean;
  readonly call: Counted;
  readonly list: Counted;
  readonly function: Counted;
  readonly class: Counted;
  readonly import: string[];
  readonly string: [number, string][];
  readonly template: [number, string][];
  readonly future: string[];
  readonly locals: [number, string | null, string[]][];
}

/** Python's own standard library is the corpus (or the files that the file `PYTHON_CORPUS` lists), its `ast` and `symtable` are the oracle. */
function findCorpus(): string[] {
  const asked = process.env['PYTHON_CORPUS'];
  if (asked !== undefined) return readFileSync(asked, 'utf8').trim().split('\n');
  const found = spawnSync('python3', [
    '-c',
    'import sys, os; print(sys.version_info >= (3, 11) and os.path.dirname(os.__file__) or "")',
  ]);
  const directory = found.status === 0 ? found.stdout.toString().trim() : '';
  if (directory === '') return [];
  const names = [
    '',
    'asyncio',
    'json',
    'email',
    'concurrent/futures',
    'test/test_dataclasses.py',
    'test/test_fstring.py',
    'test/test_patma.py',
    'test/test_grammar.py',
  ];
  const files = names.flatMap((name) => {
    const path = join(directory, name);
    return name.endsWith('.py') ? [path] : readdirSync(path).map((entry) => join(path, entry));
  });
  return files.filter((file) => file.endsWith('.py') && existsSync(file));
}

function ask(files: readonly string[]): Answer[] {
  const script = fileURLToPath(new URL('ast-oracle.py', import.meta.url));
  const run = spawnSync('python3', [script], { input: files.join('\n'), maxBuffer: 2 ** 30 });
  if (run.status !== 0) throw new Error(run.stderr.toString());
  return run.stdout
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
}

const corpus = findCorpus();
if (corpus.length === 0)
  console.log('python3 (3.11 or later) is absent: the comparison with its own parser is skipped');

const sorted = (items: Iterable<unknown>): string[] => [...items].map((item) => JSON.stringify(item)).toSorted();

interface Spreadable {
  readonly spread?: unknown;
}

/** Place, number of items and number of spread items of each call or list. */
function countItems(nodes: readonly IrNode[], kind: 'call' | 'array', field: 'args' | 'items'): string[] {
  const found = nodes.filter((node) => node.kind === kind && field in node && !('rest' in node));
  return sorted(
    found.map((node) => {
      const items = node[field] as Spreadable[];
      return [node.at, items.length, items.filter((item) => item.spread !== undefined && item.spread !== false).length];
    }),
  );
}

function functionsOf(nodes: readonly IrNode[]): FunctionIr[] {
  return nodes.filter((node) => 'isGenerator' in node) as unknown as FunctionIr[];
}

function importsOf(nodes: readonly IrNode[]): string[] {
  const imports = nodes.filter((node) => node.kind === 'import') as unknown as ImportStatement[];
  return imports.map(({ specifier, bindings }) => {
    const names = bindings.map((binding) =>
      binding.kind === 'member' ? binding.imported : binding.kind === 'star' ? '*' : '',
    );
    return names.join('') === '' ? specifier : `${specifier} ${names.toSorted().join(',')}`;
  });
}

describe.skipIf(corpus.length === 0)('compared with Python itself', async () => {
  const parser = await getParser();
  const answers = corpus.length === 0 ? [] : ask(corpus);

  it.each(
    answers.filter(({ ok }) => ok).map((answer) => [answer.path.split('/').slice(-2).join('/'), answer] as const),
  )('%s', (_name, answer) => {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(answer.path));
    const result = lowerPython(parser, answer.path, text);
    if (result.kind === 'failed') throw new Error(`${result.line}:${result.column} ${result.why}`);
    // Offsets are compared where UTF-8 columns are UTF-16 columns.
    // oxlint-disable-next-line no-control-regex
    if (!/^[\u0000-\u007f]*$/.test(text) || /[\f\r\v]/.test(text) || text.includes('TYPE_CHECKING')) return;
    const nodes = [...findNodes(result.module)];
    expect(countItems(nodes, 'call', 'args')).toEqual(sorted(answer.call));
    expect(countItems(nodes, 'array', 'items')).toEqual(expect.arrayContaining(sorted(answer.list)));
    expect(sorted(functionsOf(nodes).map((fn) => [fn.at, fn.name, fn.params.length]))).toEqual(sorted(answer.function));
    const classes = nodes.filter((node) => Array.isArray(node['members']));
    expect(sorted(classes.map((cls) => [cls.at, cls['name'], (cls['superclasses'] as unknown[]).length]))).toEqual(
      sorted(answer.class),
    );
    expect(importsOf(nodes).toSorted()).toEqual(answer.import.toSorted());
    compareStrings(nodes, answer);
    compareLocals(result.module, nodes, answer);
  });
});

function compareStrings(nodes: readonly IrNode[], answer: Answer): void {
  const strings = new Map<number, string>();
  for (const node of nodes) {
    if (node.kind === 'const' && typeof node['value'] === 'string') strings.set(node.at ?? -1, node['value']);
    if (node.kind !== 'template') continue;
    const parts = node['parts'] as { kind: string; value?: unknown }[];
    strings.set(
      node.at ?? -1,
      parts.map((part) => (part.kind === 'const' && typeof part.value === 'string' ? part.value : '')).join(''),
    );
  }
  const known = ([at, value]: [number, string]): [number, string | undefined] => [
    at,
    strings.get(at)?.includes('\\N{') ? value : strings.get(at),
  ];
  expect(answer.string.map(known)).toEqual(answer.string);
  expect(answer.template.map(known)).toEqual(answer.template);
}

/** `symtable` prefixes the private names of a class with its own. */
function isMangled(name: string): boolean {
  return name.includes('__') && !name.endsWith('__');
}

function compareLocals(
  module: { locals: readonly string[]; lineStarts: readonly number[] },
  nodes: readonly IrNode[],
  answer: Answer,
): void {
  const names = (locals: readonly string[]): string[] =>
    locals.filter((name) => !name.startsWith('$') && !isMangled(name)).toSorted();
  const own = functionsOf(nodes)
    .filter((fn) => fn.name !== null)
    .map((fn) => [fn.name, names(fn.locals)]);
  const theirs = answer.locals.filter(([, name]) => name !== null).map(([, name, locals]) => [name, names(locals)]);
  expect(sorted(own)).toEqual(sorted(theirs));
  const top = answer.locals.find(([, name]) => name === null);
  expect(names(module.locals)).toEqual(
    expect.arrayContaining(names(top?.[2] ?? []).filter((name) => !answer.future.includes(name))),
  );
}
