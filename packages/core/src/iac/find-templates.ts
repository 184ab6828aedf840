import { isSkippedFolder } from '../app/skipped-folder.ts';
import { SallyportError } from '../errors.ts';
import type { Diagnostic } from '../findings/diagnostic.ts';
import { LINK_OUTSIDE } from '../app/link-outside.ts';
import type { Host } from '../host.ts';
import { looksLikeTemplate } from './looks-like-template.ts';
import type { TemplateSource } from './template/template-source.ts';
import { findBrokenTemplate, hasResources, mayBeTemplate, parseTemplate } from './template/template-source.ts';

/** What is built holds templates that were not written. */
const isLeftOut = (name: string): boolean => name === 'dist' || isSkippedFolder(name);
const TEMPLATE_NAME = /\.(?:ya?ml|json|template)$/i;
const USUAL_NAME = /(?:^|[/.-])template\.(?:ya?ml|json)$|\.template$/i;
const OTHER_NAME =
  /^(?:package(?:-lock)?|tsconfig.*|composer|samconfig.*|pnpm-lock|\.?eslintrc|cdk|jest\.config)\.(?:json|ya?ml)$/i;
/** Letters that tell whether a file is text. */
const SHOWN = 1024;
const MAX_FILE_BYTES = 5_000_000;
const MAX_FILES = 200_000;
const MAX_DEPTH = 40;

export interface FoundTemplates {
  readonly sources: readonly TemplateSource[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Every template under `path` (a directory, or one file), in the order of the walk: shallow files first within a folder. */
export function findTemplates(host: Host, path: string): FoundTemplates {
  const kind = host.kindOf(path);
  if (kind === 'missing' || kind === 'outside') {
    throw new SallyportError(
      'ERR_NOTHING_TO_READ',
      `\`${path}\` is ${kind === 'missing' ? 'not there' : 'outside the root'}`,
    );
  }
  const sources: TemplateSource[] = [];
  const diagnostics: Diagnostic[] = [];
  const files = kind === 'file' ? [path] : walk(host, path, diagnostics);
  for (const file of files) {
    const text = readCandidate(host, file, file === path, diagnostics);
    if (text === undefined) continue;
    if (mayBeTemplate(text) || kind === 'file') {
      const parsed = parseTemplate(file, text);
      if (parsed.source !== null) sources.push(parsed.source);
      diagnostics.push(...parsed.diagnostics);
    } else if (hasResources(text)) diagnostics.push(...findBrokenTemplate(file, text, USUAL_NAME.test(file)));
  }
  return { sources, diagnostics };
}

function readCandidate(host: Host, file: string, isNamed: boolean, diagnostics: Diagnostic[]): string | undefined {
  const size = host.sizeOf(file);
  const isTemplate = isNamed || USUAL_NAME.test(file);
  const toUnread = (what: string, message: string): Diagnostic =>
    toProblem(what, message, file, isTemplate || looksLikeTemplate(host, file));
  if (size === undefined || (size < 20 && !isTemplate)) return undefined;
  if (size > MAX_FILE_BYTES) {
    const message = `file of ${size} bytes is larger than ${MAX_FILE_BYTES} and was not read`;
    if (!/lock/.test(file)) diagnostics.push(toUnread('too-large', message));
    return undefined;
  }
  const text = host.readText(file);
  // UTF-16 without its mark passes for UTF-8 with a zero after each letter.
  if (text === undefined || text.slice(0, SHOWN).includes('\0')) {
    diagnostics.push(toUnread('unreadable', 'it cannot be read: no permission, or no UTF-8 text'));
    return undefined;
  }
  return text;
}

/** What is no template by its name or its first bytes may be anything: not to read it is no error. */
function toProblem(what: string, message: string, file: string, isTemplate: boolean): Diagnostic {
  return isTemplate
    ? { code: `template-${what}`, message, severity: 'error', file, line: 1, column: 1 }
    : { code: `file-${what}`, message, severity: 'warning', file, line: 1, column: 1 };
}

function walk(host: Host, root: string, diagnostics: Diagnostic[]): string[] {
  const files: string[] = [];
  let seen = 0;
  const visit = (directory: string, depth: number): void => {
    const below: string[] = [];
    for (const name of host.list(directory)) {
      if (seen >= MAX_FILES) return;
      seen += 1;
      const path = directory === '' ? name : `${directory}/${name}`;
      const isCandidate = TEMPLATE_NAME.test(name) && !OTHER_NAME.test(name);
      // A name with a suffix that is never a directory's needs no look at the disk.
      if (!isCandidate && (isLeftOut(name) || FILE_NAME.test(name))) continue;
      const kind = host.kindOf(path);
      if (kind === 'file' && isCandidate) files.push(path);
      else if (kind === 'outside' && isCandidate)
        diagnostics.push(
          toProblem('outside', `\`${name}\` leads out of the scanned folder`, path, USUAL_NAME.test(name)),
        );
      else if (kind === 'outside') diagnostics.push({ ...LINK_OUTSIDE, file: path });
      else if (kind === 'directory' && !isLeftOut(name)) below.push(path);
    }
    if (depth < MAX_DEPTH) for (const path of below) visit(path, depth + 1);
  };
  visit(root, 0);
  if (seen >= MAX_FILES) {
    const message = `the folder holds more than ${MAX_FILES} files: not all were looked at`;
    diagnostics.push({ code: 'too-many-files', message, severity: 'error', file: root });
  }
  return files;
}

const FILE_NAME = /\.(?:[cm]?[jt]sx?|py|md|txt|png|jpe?g|svg|gif|map|lock|html|css|zip|sh|toml|pyc)$/i;
