import type { Parameter, Template, TemplateExport } from '../../app/application.ts';
import type { Resource } from '../../app/resource.ts';
import type { MapValue, Value } from '../../app/value.ts';
import { emptyMap, findEntry, findText, isTrue, literal, toItems } from '../../app/value.ts';
import type { Diagnostic } from '../../findings/diagnostic.ts';
import type { MappingEntry } from '../document/document-node.ts';
import { findChild, toTarget } from '../document/document-node.ts';
import type { ValueScope } from '../document/read-value.ts';
import { readMap, readValue, toNodeLocation, toProperties } from '../document/read-value.ts';
import { createPartTest, openDocuments } from './open-documents.ts';
import type { TemplateSource } from './template-source.ts';

/** A template with what only its own reading needs. */
export interface ReadTemplate {
  readonly template: Template;
  readonly source: TemplateSource;
  readonly globals: MapValue;
  /** Sections of `Globals` that a resource does not take part in: `*` or names, by logical id. */
  readonly ignoredGlobals: ReadonlyMap<string, Value>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the sections of a CloudFormation or SAM template. What a section holds in a wrong shape is left out and reported. */
export function readTemplate(source: TemplateSource): ReadTemplate {
  const places = { file: source.file, lineStarts: source.lineStarts };
  const mappings = readMap(findChild(source.root, 'Mappings'), places);
  const scope: ValueScope = { ...places, mappings };
  const parameters = new Map(
    findEntries(source, 'Parameters').map((entry) => [entry.key.text, readParameter(entry, scope)]),
  );
  const isPart = createPartTest(parameters);
  const diagnostics: Diagnostic[] = [];
  const resources = new Map<string, Resource>();
  const ignoredGlobals = new Map<string, Value>();
  for (const entry of findEntries(source, 'Resources')) {
    const written = readResource(entry, scope, diagnostics);
    if (written === null) continue;
    const resource = { ...written, properties: openDocuments(written.properties, isPart) };
    resources.set(resource.id, resource);
    const ignored = findChild(entry.value, 'IgnoreGlobals');
    if (ignored !== undefined) ignoredGlobals.set(resource.id, readValue(ignored, scope));
  }
  const foreign = readForeign(source, scope);
  const transforms = [...foreign, ...readSectionTransforms(source, scope)];
  const template: Template = {
    file: source.file,
    kind: isSam(source, resources, scope) ? 'sam' : 'cloudformation',
    syntax: /^\s*\{/.test(source.text) ? 'json' : 'yaml',
    text: source.text,
    parameters,
    resources,
    conditions: new Map(
      findEntries(source, 'Conditions').map((entry) => [entry.key.text, readValue(entry.value, scope)]),
    ),
    mappings,
    metadata: readMap(findChild(source.root, 'Metadata'), scope),
    exports: findEntries(source, 'Outputs').flatMap((entry) => toExports(entry.key.text, readMap(entry.value, scope))),
    ...(foreign.length === 0 ? {} : { isOpen: true }),
    ...(transforms.length === 0 ? {} : { transforms }),
  };
  return { template, source, globals: readMap(findChild(source.root, 'Globals'), scope), ignoredGlobals, diagnostics };
}

function findEntries(source: TemplateSource, section: string): readonly MappingEntry[] {
  const node = findChild(source.root, section);
  const target = node === undefined ? undefined : toTarget(node);
  return target?.kind === 'mapping' ? target.entries : [];
}

function isSam(source: TemplateSource, resources: ReadonlyMap<string, Resource>, scope: ValueScope): boolean {
  if (listMacros(source, scope).some((macro) => findText(macro)?.startsWith('AWS::Serverless-'))) return true;
  return [...resources.values()].some((resource) => resource.type.startsWith('AWS::Serverless::'));
}

/** The macros of a template. */
function listMacros(source: TemplateSource, scope: ValueScope): readonly Value[] {
  const transform = findChild(source.root, 'Transform');
  return transform === undefined ? [] : toItems(readValue(transform, scope));
}

/** Macros of AWS that bring nothing but what is expanded here. */
const EXPANDED = /^AWS::(?:Serverless-|LanguageExtensions$)/;

/** What may bring resources that are not seen. */
function readForeign(source: TemplateSource, scope: ValueScope): readonly Value[] {
  const foreign = listMacros(source, scope).filter((macro) => !EXPANDED.test(findText(macro) ?? ''));
  const within = findEntries(source, 'Resources').flatMap(({ key, value }) => {
    const node = INCLUDE.test(key.text) ? value : findChild(value, 'Fn::Transform');
    return node === undefined ? [] : [readValue(node, scope)];
  });
  const ofRoot = findChild(source.root, 'Fn::Transform');
  return [...foreign, ...within, ...(ofRoot === undefined ? [] : [readValue(ofRoot, scope)])];
}

/** What may bring more to what is said beside the resources. */
const readSectionTransforms = (source: TemplateSource, scope: ValueScope): readonly Value[] =>
  ['Globals', 'Parameters', 'Conditions', 'Mappings'].flatMap((section) => {
    const node = findChild(source.root, section);
    const nodes = node === undefined ? [] : [node, ...findEntries(source, section).map(({ value }) => value)];
    return nodes.flatMap((one) => {
      const transform = findChild(one, 'Fn::Transform');
      return transform === undefined ? [] : [readValue(transform, scope)];
    });
  });

const INCLUDE = /^(?:Fn::Transform|AWS::Include$)/;

function readResource(entry: MappingEntry, scope: ValueScope, diagnostics: Diagnostic[]): Resource | null {
  const id = entry.key.text;
  const at = toNodeLocation(entry.key, scope);
  const place = { file: at.file, line: at.line, column: at.column };
  // The expansion unrolls loops.
  if (id.startsWith('Fn::ForEach')) return null;
  // What a transform would bring here is told where includes are resolved.
  if (id === 'Fn::Transform') return null;
  if (INCLUDE.test(id)) {
    const message = `\`${id}\` brings in resources that are not covered`;
    diagnostics.push({ code: 'include-not-expanded', message, severity: 'error', ...place });
    return null;
  }
  const type = findText(toScalar(entry, 'Type', scope));
  if (type === undefined) {
    const message = `resource \`${id}\` has no type`;
    diagnostics.push({ code: 'resource-without-type', message, severity: 'warning', ...place });
    return null;
  }
  const condition = findText(toScalar(entry, 'Condition', scope));
  const deletionPolicy = toScalar(entry, 'DeletionPolicy', scope);
  return {
    id,
    template: scope.file,
    type,
    properties: readProperties(entry, scope),
    metadata: readMap(findChild(entry.value, 'Metadata'), scope),
    ...(condition === undefined ? {} : { condition }),
    ...(deletionPolicy === undefined ? {} : { deletionPolicy }),
    at,
    provenance: 'template',
  };
}

function readProperties(entry: MappingEntry, scope: ValueScope): MapValue {
  const properties = findChild(entry.value, 'Properties');
  return properties === undefined ? emptyMap : toProperties(readValue(properties, scope));
}

function toScalar(entry: MappingEntry, name: string, scope: ValueScope): Value | undefined {
  const child = findChild(entry.value, name);
  return child === undefined ? undefined : readValue(child, scope);
}

function readParameter(entry: MappingEntry, scope: ValueScope): Parameter {
  const body = readMap(entry.value, scope);
  const fallback = findEntry(body, 'Default');
  const allowed = toItems(findEntry(body, 'AllowedValues')).flatMap((item) => findText(item) ?? []);
  const pattern = findText(findEntry(body, 'AllowedPattern'));
  return {
    name: entry.key.text,
    type: findText(findEntry(body, 'Type')) ?? 'String',
    ...(fallback === undefined ? {} : { default: { ...fallback, provenance: 'parameter-default' } }),
    ...(allowed.length === 0 ? {} : { allowed }),
    ...(pattern === undefined ? {} : { pattern }),
    noEcho: isTrue(findEntry(body, 'NoEcho')),
    at: toNodeLocation(entry.key, scope),
  };
}

/** An entry of `Outputs`; none without a value. */
export function toExports(output: string, body: MapValue): TemplateExport[] {
  const value = findEntry(body, 'Value');
  if (value === undefined) return [];
  const exported = findEntry(findEntry(body, 'Export'), 'Name');
  return [{ name: exported ?? literal(output), output, exported: exported !== undefined, value }];
}
