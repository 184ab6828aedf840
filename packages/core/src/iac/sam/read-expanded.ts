import type { Template } from '../../app/application.ts';
import { findText } from '../../app/value.ts';
import type { Location } from '../../app/location.ts';
import { toLineColumn } from '../../app/location.ts';
import type { Diagnostic } from '../../findings/diagnostic.ts';
import type { Resource } from '../../app/resource.ts';
import type { MapValue, Value } from '../../app/value.ts';
import { emptyMap } from '../../app/value.ts';
import type { DocumentNode, MappingEntry } from '../document/document-node.ts';
import { findChild, toTarget } from '../document/document-node.ts';
import type { ValueScope } from '../document/read-value.ts';
import { toNodeLocation, toProperties } from '../document/read-value.ts';
import { toExports } from '../template/read-template.ts';
import { createPartTest, openDocuments } from '../template/open-documents.ts';
import type { TemplateSource } from '../template/template-source.ts';
import type { ExpansionProblem } from './expand/expand-template.ts';
import { expandTemplate } from './expand/expand-template.ts';
import type { Json, JsonObject } from './expand/json.ts';
import { isObject } from './expand/json.ts';
import { findNode } from './expand/places.ts';
import { toJson } from './expand/read-json.ts';
import { toValue } from './expand/to-value.ts';

/**
 * The template with what AWS's transform makes of it: `expanded` holds the plain resources, and `resources` gets those that their
 * author may refer to (implicit roles and APIs, stages, aliases). Plain CloudFormation stays as it is.
 */
export function addExpandedResources(
  template: Template,
  source: TemplateSource,
  report: (diagnostic: Diagnostic) => void,
): Template {
  const hasLoops = source.text.includes('Fn::ForEach');
  if (template.kind !== 'sam' && !hasLoops) return template;
  const input = toJson(source.root);
  if (!isObject(input)) return template;
  const {
    template: output,
    members,
    looped,
    problems,
  } = expandTemplate(input, {
    parameters: findParameters(template),
    isDraft: true,
  });
  const plain = isObject(output['Resources']) ? output['Resources'] : {};
  const reader = createReader(template, source);
  const expanded = new Map<string, Resource>();
  for (const [id, body] of Object.entries(plain)) {
    const resource = isObject(body) ? reader(id, body) : undefined;
    if (resource !== undefined) expanded.set(id, resource);
  }
  const resources = new Map(template.resources);
  for (const [id, body] of Object.entries(looped)) {
    const resource = isObject(body) ? reader(id, body) : undefined;
    if (resource !== undefined) resources.set(id, { ...resource, provenance: 'template' });
  }
  const isBound = [...template.parameters.values()].every(({ bound }) => findText(bound?.value) !== undefined);
  for (const problem of problems) reportProblem(problem, { source, isBound }, report);
  for (const [id, resource] of expanded) if (!resources.has(id)) resources.set(id, resource);
  for (const [name, id] of members) {
    const resource = expanded.get(id);
    if (resource !== undefined && !resources.has(name)) resources.set(name, { ...resource, id: name });
  }
  const made = { ...template, resources, expanded };
  return hasLoops ? { ...made, ...readLoopedSections(template, source, output) } : made;
}

/** The conditions and outputs with those that loops make. */
function readLoopedSections(
  template: Template,
  source: TemplateSource,
  output: JsonObject,
): Pick<Template, 'conditions' | 'exports'> {
  const scope = toScope(template, source);
  const read = (section: string): [string, Value][] => {
    const node = findChild(source.root, section);
    const at = node === undefined ? startOf(source) : toNodeLocation(node, scope);
    const json = output[section];
    return isObject(json) ? Object.entries(json).map(([name, body]) => [name, toValue(body, scope, at)]) : [];
  };
  const known = new Set(template.exports.map((one) => one.output));
  const written = [...template.conditions].filter(([name]) => !name.startsWith('Fn::ForEach::'));
  const exports = read('Outputs').flatMap(([name, body]) => toExports(name, toProperties(body)));
  return {
    conditions: new Map([...read('Conditions').filter(([name]) => !name.startsWith('Fn::')), ...written]),
    exports: [...template.exports, ...exports.filter((one) => !known.has(one.output))],
  };
}

const toScope = (template: Template, { file, lineStarts }: TemplateSource): ValueScope => ({
  file,
  lineStarts,
  ...(template.mappings === undefined ? {} : { mappings: template.mappings }),
});

const startOf = ({ file }: TemplateSource): Location => ({
  file,
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 1,
  start: 0,
  end: 0,
});

/** What a loop would make is not covered when it cannot be unrolled. Of what else SAM refuses, the resource is read as it is written. */
function reportProblem(
  { message, node }: ExpansionProblem,
  { source, isBound }: { readonly source: TemplateSource; readonly isBound: boolean },
  report: (diagnostic: Diagnostic) => void,
): void {
  const { file, lineStarts } = node?.origin ?? source;
  const place = { file, ...toLineColumn(lineStarts, node?.start ?? 0) };
  if (message.includes('Fn::ForEach')) report({ code: 'for-each-not-expanded', message, severity: 'error', ...place });
  // What a parameter without a value leaves open is no fault of the template.
  else if (isBound)
    report({ code: 'sam-refuses', message: `SAM refuses this: ${message}`, severity: 'warning', ...place });
}

/** The values of parameters that are known as text. */
function findParameters(template: Template): Record<string, Json> {
  const bound = [...template.parameters].flatMap(([name, parameter]): [string, Json][] => {
    const text = findText(parameter.bound?.value);
    return text === undefined ? [] : [[name, text]];
  });
  return Object.fromEntries(bound);
}

/** The entries of a section, those in loops also: what `Fn::ForEach` repeats is its third item. */
function listWritten(section: DocumentNode | undefined): readonly MappingEntry[] {
  const target = section === undefined ? undefined : toTarget(section);
  if (target?.kind !== 'mapping') return [];
  return target.entries.flatMap((entry) => {
    if (!entry.key.text.startsWith('Fn::ForEach::')) return [entry];
    const loop = toTarget(entry.value);
    return loop.kind === 'sequence' ? listWritten(loop.items[2]) : [];
  });
}

function createReader(
  template: Template,
  source: TemplateSource,
): (id: string, body: JsonObject) => Resource | undefined {
  const scope = toScope(template, source);
  const start = startOf(source);
  // What is made for a whole resource stands at its logical id.
  const entries = listWritten(findChild(source.root, 'Resources'));
  const keys = new Map(entries.map(({ key, value }) => [value, toNodeLocation(key, scope)]));
  const readMap = (json: Json | undefined, at: Location): MapValue =>
    json === undefined ? emptyMap : toProperties(toValue(json, scope, at));
  const isPart = createPartTest(template.parameters);
  return (id, body) => {
    const type = body['Type'];
    if (typeof type !== 'string') return undefined;
    const node = findNode(body);
    const declared = template.resources.get(id);
    const at = declared?.at ?? (node === undefined ? start : (keys.get(node) ?? toNodeLocation(node, scope)));
    const condition = body['Condition'];
    const deletion = body['DeletionPolicy'];
    return {
      id,
      template: template.file,
      type,
      properties: openDocuments(readMap(body['Properties'], at), isPart),
      metadata: readMap(body['Metadata'], at),
      ...(typeof condition === 'string' ? { condition } : {}),
      ...(deletion === undefined ? {} : { deletionPolicy: toValue(deletion, scope, at) }),
      at,
      provenance: declared === undefined ? 'expansion' : 'template',
    };
  };
}
