import type { Application, Template } from '../app/application.ts';
import type { Diagnostic } from '../findings/diagnostic.ts';
import type { Host } from '../host.ts';
import { bindParameters, findNestedFile } from './bind-parameters.ts';
import { frontEnd as cloudformation } from './cloudformation/index.ts';
import { createFunctionLookup, toFunctionKey } from './cloudformation/find-functions.ts';
import { findTriggers } from './cloudformation/triggers/index.ts';
import { findCircles } from './find-circles.ts';
import { findTemplates } from './find-templates.ts';
import { findLostStacks } from './find-lost-stacks.ts';
import { findLostValues } from './find-lost-values.ts';
import { findUnknownParameters } from './find-unknown-parameters.ts';
import { findUnfitParameters } from './find-unfit-parameters.ts';
import type { FrontEnd, ReadScope } from './front-end.ts';
import { frontEnd as sam } from './sam/index.ts';
import { findSamConfigProblems } from './read-samconfig.ts';
import { addExpandedResources } from './sam/read-expanded.ts';
import { createSourceList } from './template/list-sources.ts';
import type { ReadTemplate } from './template/read-template.ts';
import { readTemplate } from './template/read-template.ts';
import type { ResolvedIncludes } from './template/resolve-includes.ts';
import { resolveIncludes } from './template/resolve-includes.ts';
import type { TemplateSource } from './template/template-source.ts';

/** Every front end; the first that matches a template reads it. */
export const FRONT_ENDS: readonly FrontEnd[] = [sam, cloudformation];

export interface ReadApplicationOptions {
  /** A directory or one template file, from the root; the whole root by default. */
  readonly path?: string;
  /** Values of template parameters; they win over `samconfig.toml` and defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * Reads every SAM and CloudFormation template under a path. What cannot be read is a diagnostic; an application without
 * templates or functions is an answer, which the caller judges.
 * @throws SallyportError `ERR_NOTHING_TO_READ` when the path does not exist or lies outside the root.
 */
export function readApplication(host: Host, options: ReadApplicationOptions = {}): Application {
  const found = findTemplates(host, options.path ?? '');
  const diagnostics: Diagnostic[] = [...found.diagnostics];
  const read = readTemplates(found.sources, host, diagnostics);
  diagnostics.push(...read.flatMap((entry) => entry.diagnostics));
  const bound = bindParameters(
    read.map((entry) => entry.template),
    host,
    options.parameters ?? {},
  );
  const templates = bound.map((template, index) => {
    const source = read[index]?.source;
    return source === undefined
      ? template
      : addExpandedResources(template, source, (diagnostic) => diagnostics.push(diagnostic));
  });
  const names = new Set(templates.flatMap(({ parameters }) => [...parameters.keys()]));
  diagnostics.push(
    ...findUnknownParameters(Object.keys(options.parameters ?? {}), names),
    ...findSamConfigProblems(
      templates.map((template) => template.file),
      host,
    ),
    ...findUnfitParameters(templates),
    ...findLostStacks(templates),
    ...findLostValues(templates),
    ...findCircles(templates),
  );
  const functions = createFunctionLookup(templates);
  const triggers = findTriggers(functions);
  const listSources = createSourceList(host);
  const contents = templates.map((template, index) => {
    const scope: ReadScope = {
      host,
      template,
      templates,
      globals: read[index]?.globals ?? { kind: 'map', entries: new Map() },
      ignoredGlobals: read[index]?.ignoredGlobals ?? new Map(),
      functions,
      findTriggers: (id) => triggers.get(toFunctionKey({ template: template.file, id })) ?? [],
      listSources,
      report: (diagnostic) => diagnostics.push(diagnostic),
    };
    return findFrontEnd(template).read(scope);
  });
  return {
    templates,
    functions: contents.flatMap((entry) => entry.functions),
    roles: contents.flatMap((entry) => entry.roles),
    diagnostics,
  };
}

/** The templates, and those that their stacks deploy from beside the path that was asked for. */
function readTemplates(sources: readonly TemplateSource[], host: Host, diagnostics: Diagnostic[]): ReadTemplate[] {
  const resolved = sources.map((source) => resolveIncludes(source, host));
  const parts = findParts(resolved);
  const read = resolved.filter(({ source }) => !parts.has(source.file)).map(toRead);
  const known = new Set(sources.map((source) => source.file));
  // The list grows while it is walked: a nested stack may nest others.
  for (const { template } of read) {
    for (const resource of template.resources.values()) {
      const file = findNestedFile(resource);
      if (file === undefined || known.has(file) || host.kindOf(file) !== 'file') continue;
      known.add(file);
      const nested = findTemplates(host, file);
      read.push(...nested.sources.map((source) => toRead(resolveIncludes(source, host))));
      diagnostics.push(...nested.diagnostics);
    }
  }
  return read;
}

function toRead({ source, diagnostics }: ResolvedIncludes): ReadTemplate {
  const template = readTemplate(source);
  return { ...template, diagnostics: [...template.diagnostics, ...diagnostics] };
}

/** What is a part of another template is none of its own, unless those that include it are parts, too. */
function findParts(resolved: readonly ResolvedIncludes[]): ReadonlySet<string> {
  const listOthers = ({ source, files }: ResolvedIncludes): string[] =>
    [...files].filter((file) => file !== source.file);
  const included = new Set(resolved.flatMap(listOthers));
  return new Set(resolved.filter(({ source }) => !included.has(source.file)).flatMap(listOthers));
}

function findFrontEnd(template: Template): FrontEnd {
  return FRONT_ENDS.find((candidate) => candidate.matches(template)) ?? cloudformation;
}
