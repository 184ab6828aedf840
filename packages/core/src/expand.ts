import { dump } from 'js-yaml';
import { toLineColumn } from './app/location.ts';
import { toDirectory, toRootPath } from './app/path.ts';
import { SallyportError } from './errors.ts';
import type { Diagnostic } from './findings/diagnostic.ts';
import type { Host } from './host.ts';
import { findUnknownParameters } from './iac/find-unknown-parameters.ts';
import { findTemplates } from './iac/find-templates.ts';
import type { ExpansionProblem } from './iac/sam/expand/expand-template.ts';
import { expandTemplate } from './iac/sam/expand/expand-template.ts';
import type { JsonObject } from './iac/sam/expand/json.ts';
import { isObject } from './iac/sam/expand/json.ts';
import { toJson } from './iac/sam/expand/read-json.ts';
import { resolveIncludes } from './iac/template/resolve-includes.ts';
import type { TemplateSource } from './iac/template/template-source.ts';

export interface ExpandFileOptions {
  /** The template, from the host's root. */
  readonly path: string;
  readonly parameters?: ReadonlyMap<string, string>;
  /** The region that the stack is deployed to: it stands in for `AWS::Region`, and tells the partition. */
  readonly region?: string;
}

export interface ExpandedFile {
  /** Plain CloudFormation, as JSON and as YAML; `null` when there is a diagnostic of severity `error`. */
  readonly json: string | null;
  readonly yaml: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Expands one SAM template into plain CloudFormation.
 * @throws SallyportError `ERR_NOTHING_TO_READ` when the file is no template.
 */
export function expandFile(host: Host, options: ExpandFileOptions): ExpandedFile {
  const { sources, diagnostics } = findTemplates(host, options.path);
  const [given] = sources;
  if (given === undefined) {
    if (diagnostics.length > 0) return { json: null, yaml: null, diagnostics };
    throw new SallyportError('ERR_NOTHING_TO_READ', `\`${options.path}\` is no template`);
  }
  const { source, diagnostics: unresolved } = resolveIncludes(given, host);
  // An include that stays as it is can still be resolved by CloudFormation.
  const kept = unresolved.map((diagnostic): Diagnostic => ({ ...diagnostic, severity: 'warning' }));
  const input = toJson(source.root);
  const { template, problems } = expandTemplate(isObject(input) ? input : {}, {
    parameters: Object.fromEntries(options.parameters ?? []),
    isLocalPath: (path) => isLocalPath(path, source.file, host),
    ...(options.region === undefined ? {} : { region: options.region }),
  });
  const declared = isObject(input) && isObject(input['Parameters']) ? Object.keys(input['Parameters']) : [];
  const unknown = findUnknownParameters(options.parameters?.keys() ?? [], new Set(declared));
  const all = [...diagnostics, ...kept, ...unknown, ...problems.map((problem) => toDiagnostic(problem, source))];
  if (all.some(({ severity }) => severity === 'error')) return { json: null, yaml: null, diagnostics: all };
  return { json: `${JSON.stringify(template, null, 2)}\n`, yaml: toYaml(template), diagnostics: all };
}

/** A path that is there, or that looks like one: it may be built later. */
function isLocalPath(path: string, template: string, host: Host): boolean {
  if (/^[^:\s]*(?:\/[^:\s]*|\.(?:zip|jar|json|ya?ml))$|^\.\.?$/.test(path)) return true;
  const file = toRootPath(toDirectory(template), path);
  return file !== undefined && (host.kindOf(file) === 'file' || host.kindOf(file) === 'directory');
}

function toDiagnostic({ message, resource, node }: ExpansionProblem, source: TemplateSource): Diagnostic {
  const { file, lineStarts } = node?.origin ?? source;
  const place = node === undefined ? {} : toLineColumn(lineStarts, node.start);
  const text = resource === undefined ? message : `${resource}: ${message}`;
  return { code: 'sam-specification', message: text, severity: 'error', file, ...place };
}

const toYaml = (template: JsonObject): string => dump(template, { lineWidth: -1, noRefs: true });
