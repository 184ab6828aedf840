import { findLineStarts, toLineColumn } from '../../app/location.ts';
import type { Diagnostic } from '../../findings/diagnostic.ts';
import type { DocumentNode, MappingNode } from '../document/document-node.ts';
import { findChild, findMappingEntry, toTarget } from '../document/document-node.ts';
import type { DocumentProblem } from '../document/document-problem.ts';
import { parseDocuments } from '../document/parse-document.ts';

/** A file that was found to be a template. */
export interface TemplateSource {
  readonly file: string;
  readonly text: string;
  readonly lineStarts: readonly number[];
  readonly root: MappingNode;
}

export interface ParsedTemplate {
  /** `null` when the file is something else, or does not parse. */
  readonly source: TemplateSource | null;
  readonly diagnostics: readonly Diagnostic[];
}

const SECTION = /^[ \t]*["']?(?:Resources|AWSTemplateFormatVersion|Transform)["']?[ \t]*:|[{,]\s*"Resources"\s*:/m;
const AWS_TYPE = /AWS::|Custom::|Alexa::|AWSTemplateFormatVersion/;

/** A cheap look at the text: false for nearly every file that is no template. */
export function mayBeTemplate(text: string): boolean {
  return text.includes('Resources') && AWS_TYPE.test(text) && SECTION.test(text);
}

const RESOURCES = /^["']?Resources["']?[ \t]*:|^\s*\{[^{}]*"Resources"\s*:/m;

/** A section `Resources` at the top of a file: without a type of AWS in it, it is a template that is broken, or something else. */
export const hasResources = (text: string): boolean => text.includes('Resources') && RESOURCES.test(text);

/**
 * What is wrong with a file that has `Resources` and none with a type. What is no template by its name (`isUsual`) may be
 * anything: that it does not parse is no error, and that it holds no types is nothing at all.
 */
export function findBrokenTemplate(file: string, text: string, isUsual: boolean): readonly Diagnostic[] {
  const { roots, problems } = parseDocuments(text);
  const lineStarts = findLineStarts(text);
  const error = problems.find((problem) => problem.severity === 'error');
  const severity = isUsual ? 'error' : 'warning';
  if (error !== undefined) return [toDiagnostic({ ...error, severity }, file, lineStarts)];
  const resources = roots.map((root) => findChild(root, 'Resources')).find((found) => found !== undefined);
  if (!isUsual || resources === undefined) return [];
  const message = '`Resources` holds nothing with a type of CloudFormation, and is not read';
  return [toDiagnostic({ code: 'template-shape', message, severity, offset: resources.start }, file, lineStarts)];
}

/** Parses a file that may be a template. A file that does not parse is reported only when it looks like one. */
export function parseTemplate(file: string, text: string): ParsedTemplate {
  const { roots, problems } = parseDocuments(text);
  const lineStarts = findLineStarts(text);
  const root = roots.map(toTarget).find((candidate) => candidate.kind === 'mapping' && isTemplateRoot(candidate));
  if (root?.kind === 'mapping') {
    const all = [...problems, ...findShapeProblem(root), ...findSecondDocument(roots)];
    const diagnostics = all.map((problem) => toDiagnostic(problem, file, lineStarts));
    return { source: { file, text, lineStarts, root }, diagnostics };
  }
  const errors = problems.filter((problem) => problem.severity === 'error');
  return { source: null, diagnostics: errors.map((problem) => toDiagnostic(problem, file, lineStarts)) };
}

function isTemplateRoot(root: MappingNode): boolean {
  const resources = findChild(root, 'Resources');
  if (resources === undefined) return false;
  if (findChild(root, 'AWSTemplateFormatVersion') !== undefined) return true;
  const target = toTarget(resources);
  if (target.kind !== 'mapping') return findChild(root, 'Transform') !== undefined;
  return target.entries.some((entry) => {
    if (/^Fn::(?:ForEach::|Transform$)/.test(entry.key.text)) return true;
    if (findChild(entry.value, 'Fn::Transform') !== undefined) return true;
    const type = findChild(entry.value, 'Type');
    return type?.kind === 'scalar' && /^(?:AWS|Alexa|Custom)::/.test(type.text);
  });
}

/** A list or a text under `Resources` holds nothing that could be deployed; no value at all is an empty template. */
function findShapeProblem(root: MappingNode): readonly DocumentProblem[] {
  const section = findMappingEntry(root, 'Resources');
  const target = section === undefined ? undefined : toTarget(section.value);
  if (section === undefined || target === undefined) return [];
  const isEmpty =
    target.kind === 'mapping' ? target.entries.length === 0 : target.kind === 'scalar' && target.value === null;
  if (isEmpty) {
    const message = '`Resources` is empty, which CloudFormation refuses';
    return [{ code: 'template-shape', message, severity: 'warning', offset: section.key.start }];
  }
  if (target.kind === 'mapping') return [];
  const message = '`Resources` holds no resources by their logical ids';
  return [{ code: 'template-shape', message, severity: 'error', offset: target.start }];
}

/** CloudFormation takes one document. */
function findSecondDocument([, second]: readonly DocumentNode[]): readonly DocumentProblem[] {
  if (second === undefined) return [];
  const message = 'a second document begins: one template of a file is read, and no more';
  return [{ code: 'template-shape', message, severity: 'warning', offset: second.start }];
}

function toDiagnostic(problem: DocumentProblem, file: string, lineStarts: readonly number[]): Diagnostic {
  const { line, column } = toLineColumn(lineStarts, problem.offset);
  return { code: problem.code, message: problem.message, severity: problem.severity, file, line, column };
}
