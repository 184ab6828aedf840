import type { LambdaFunction } from '../app/function.ts';
import type { Host } from '../host.ts';
import type { EntryPoint } from './analyse.ts';
import type { Language } from './ir.ts';
import { findHandlerFile } from './javascript/find-handler-file.ts';
import { findPythonHandlerFile } from './python/find-handler-file.ts';

export type FoundEntryPoint =
  | (EntryPoint & {
      readonly kind: 'entry';
      readonly directory: string;
      readonly language: Language;
      readonly inline?: string;
    })
  | { readonly kind: 'none'; readonly code: string; readonly why: string };

/** The language of a function by its runtime or by the name of its file; `null` when only its files tell (an image). */
export function findLanguage(fn: LambdaFunction): Language | 'other' | null {
  if (fn.runtime?.startsWith('nodejs') === true) return 'javascript';
  if (fn.runtime?.startsWith('python') === true) return 'python';
  if (fn.code.kind === 'file') return fn.code.path.endsWith('.py') ? 'python' : 'javascript';
  return fn.runtime === null ? null : 'other';
}

/** The module and export that Lambda calls first. */
export function findEntryPoint(host: Host, fn: LambdaFunction): FoundEntryPoint {
  const language = findLanguage(fn);
  if (language === 'other') return none('runtime-not-analysed', `the runtime \`${fn.runtime}\` is not analysed`);
  const { code } = fn;
  switch (code.kind) {
    case 'inline':
      return findInline(fn, language);
    case 'unknown':
      return none('code-not-found', code.why);
    case 'file':
      return fn.handler === null
        ? program(code.path, language ?? 'javascript')
        : inDirectory(host, fn, toDirectory(code.path), language);
    case 'directory':
      return inDirectory(host, fn, code.path, language);
    case 'image':
      return code.context === null
        ? none('code-not-found', 'the template does not say what the image is built from')
        : inDirectories(host, fn, listImageFolders(host, code.context, code.sources ?? []), language);
  }
}

/** What an image is built from, then what its Dockerfile copies to the task root (`COPY src/ ./`). */
function listImageFolders(host: Host, context: string, sources: readonly string[]): readonly string[] {
  const copied = sources.map((path) => (host.kindOf(path) === 'directory' ? path : toDirectory(path)));
  return [...new Set([context, ...copied])];
}

function inDirectories(
  host: Host,
  fn: LambdaFunction,
  directories: readonly string[],
  language: Language | null,
): FoundEntryPoint {
  const found = directories.map((directory) => inDirectory(host, fn, directory, language));
  const missing: FoundEntryPoint = found[0] ?? none('code-not-found', 'it has no code');
  return found.find((f) => f.kind === 'entry') ?? missing;
}

const none = (code: string, why: string): FoundEntryPoint => ({ kind: 'none', code, why });

const toDirectory = (file: string): string => (file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '');

const program = (file: string, language: Language): FoundEntryPoint => ({
  kind: 'entry',
  file,
  export: null,
  directory: toDirectory(file),
  language,
});

function inDirectory(host: Host, fn: LambdaFunction, directory: string, language: Language | null): FoundEntryPoint {
  const { handler } = fn;
  if (handler === null) return none('handler-not-found', 'it names no handler');
  const languages: readonly Language[] = language === null ? ['javascript', 'python'] : [language];
  const looked: string[] = [];
  for (const candidate of languages) {
    const found =
      candidate === 'javascript'
        ? findHandlerFile(host, { directory, handler, entryPoints: fn.entryPoints })
        : findPythonHandlerFile(host, { directory, handler });
    if ('file' in found)
      return { kind: 'entry', file: found.file, export: found.exportName, directory, language: candidate };
    looked.push(...found.missing);
  }
  return none(
    'handler-not-found',
    `no file of the handler \`${handler}\` was found (looked for ${looked
      .slice(0, 4)
      .map((l) => `\`${l}\``)
      .join(', ')})`,
  );
}

/** A line that only Python begins so. */
const PYTHON = /^[ \t]*(?:(?:async[ \t]+)?def[ \t]+\w+[ \t]*\(|from[ \t]+[\w.]+[ \t]+import[ \t])/m;

/** Where the runtime is not known, the text tells. */
function findInline(fn: LambdaFunction, known: Language | null): FoundEntryPoint {
  if (fn.code.kind !== 'inline') return none('code-not-found', 'it has no code');
  const { text } = fn.code;
  const source =
    text.kind === 'literal'
      ? String(text.value)
      : text.kind === 'join'
        ? text.parts
            .map((p) => (p.kind === 'literal' ? String(p.value) : p.kind === 'ref' ? `\${${p.id}}` : ''))
            .join('')
        : undefined;
  if (source === undefined) return none('code-not-found', 'its inline code is not a constant');
  const language = known ?? (PYTHON.test(source) ? 'python' : 'javascript');
  const extension = language === 'python' ? 'py' : 'js';
  const exported = (fn.handler ?? 'index.handler').split('.').slice(1).join('.');
  return {
    kind: 'entry',
    file: `${fn.template}#${fn.id}.${extension}`,
    export: exported === '' ? 'handler' : exported,
    directory: toDirectory(fn.template),
    language,
    inline: source,
  };
}
