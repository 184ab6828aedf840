import { parse as parseToml } from 'smol-toml';
import type { Diagnostic } from '../findings/diagnostic.ts';
import type { Host } from '../host.ts';
import { parseDocuments } from './document/parse-document.ts';
import type { DocumentNode } from './document/document-node.ts';
import { toTarget } from './document/document-node.ts';
import { findLineStarts, toLineColumn } from '../app/location.ts';
import { toDirectory, toRootPath } from '../app/path.ts';

/** The first that is there counts. */
const NAMES = ['samconfig.toml', 'samconfig.yaml', 'samconfig.yml'];

/** Values that `samconfig.toml` (or `.yaml`) beside a template gives its parameters, in its default environment. */
export function readSamConfig(template: string, host: Host): ReadonlyMap<string, string> {
  const directory = toDirectory(template);
  for (const name of NAMES) {
    const text = host.readText(toRootPath(directory, name) ?? '');
    if (text === undefined) continue;
    const parameters = findParameters(name.endsWith('.toml') ? readToml(text) : readYaml(text));
    const file = findField(parameters, 'template_file') ?? findField(parameters, 'template');
    const isOwn = typeof file === 'string' ? toRootPath(directory, file) === template : isDefaultName(template);
    return isOwn ? readOverrides(findField(parameters, 'parameter_overrides')) : new Map();
  }
  return new Map();
}

/** A `samconfig` that does not parse: the parameters of its template keep their defaults. */
export function findSamConfigProblems(templates: readonly string[], host: Host): readonly Diagnostic[] {
  const files = new Set(
    templates.flatMap((template) => NAMES.map((name) => toRootPath(toDirectory(template), name) ?? '')),
  );
  return [...files].flatMap((file) => {
    const text = host.readText(file);
    if (text === undefined) return [];
    const problem = file.endsWith('.toml') ? findTomlProblem(text) : findYamlProblem(text);
    if (problem === undefined) return [];
    const { why, ...place } = problem;
    return [{ code: 'samconfig-syntax', severity: 'warning', message: `it is not read: ${why}`, file, ...place }];
  });
}

interface Problem {
  readonly why: string;
  readonly line?: number;
  readonly column?: number;
}

function findTomlProblem(text: string): Problem | undefined {
  try {
    parseToml(text);
    return undefined;
  } catch (error) {
    const { message, line, column } = error as { message: string; line?: number; column?: number };
    const [why = ''] = message.replace(/^Invalid TOML document: /, '').split('\n');
    return { why, ...(line === undefined || column === undefined ? {} : { line, column }) };
  }
}

function findYamlProblem(text: string): Problem | undefined {
  const problem = parseDocuments(text).problems.find(({ severity }) => severity === 'error');
  return problem === undefined
    ? undefined
    : { why: problem.message, ...toLineColumn(findLineStarts(text), problem.offset) };
}

const isDefaultName = (file: string): boolean => /(?:^|\/)template\.(?:ya?ml|json)$/.test(file);

function findField(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner !== null && typeof inner === 'object' ? (inner as Record<string, unknown>)[key] : undefined),
    value,
  );
}

/** `deploy` settings win over those for every command. */
function findParameters(config: unknown): Record<string, unknown> {
  const sections = ['global', 'deploy'].map((command) => findField(config, 'default', command, 'parameters'));
  return Object.assign({}, ...sections.filter((section) => section !== null && typeof section === 'object')) as Record<
    string,
    unknown
  >;
}

function readToml(text: string): unknown {
  try {
    return parseToml(text);
  } catch {
    return undefined;
  }
}

function readYaml(text: string): unknown {
  const root = parseDocuments(text).roots[0];
  return root === undefined ? undefined : toPlain(root);
}

function toPlain(node: DocumentNode): unknown {
  const target = toTarget(node);
  if (target.kind === 'scalar') return target.value;
  if (target.kind === 'sequence') return target.items.map(toPlain);
  return Object.fromEntries(target.entries.map((entry) => [entry.key.text, toPlain(entry.value)]));
}

function readOverrides(overrides: unknown): ReadonlyMap<string, string> {
  if (typeof overrides === 'string') return parseOverrides(overrides);
  if (Array.isArray(overrides)) return new Map(overrides.flatMap((item) => [...readOverrides(item)]));
  if (overrides === null || typeof overrides !== 'object') return new Map();
  return new Map(Object.entries(overrides).map(([key, value]) => [key, String(value)]));
}

const OVERRIDE =
  /(?:ParameterKey=("[^"]*"|[^\s,]+)\s*,\s*ParameterValue=|([A-Za-z0-9]+)=)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s]*)/g;

/** `Key=value`, `Key="a value"` or `ParameterKey=Key,ParameterValue=value`, with spaces between. */
export function parseOverrides(text: string): ReadonlyMap<string, string> {
  const overrides = new Map<string, string>();
  for (const match of text.matchAll(OVERRIDE)) {
    const name = removeQuotes(match[1] ?? match[2] ?? '');
    overrides.set(name, removeQuotes(match[3] ?? ''));
  }
  return overrides;
}

function removeQuotes(text: string): string {
  if (/^".*"$/s.test(text)) return text.slice(1, -1).replaceAll(/\\(.)/g, '$1');
  return /^'.*'$/s.test(text) ? text.slice(1, -1) : text;
}
