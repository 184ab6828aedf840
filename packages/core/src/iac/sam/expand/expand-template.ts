import { findMappingEntry, type DocumentNode } from '../../document/document-node.ts';
import { addDefaultDefinitions, adoptOpenApiVersions } from './api/definitions.ts';
import type { Attempt } from './api/implicit-apis.ts';
import { addImplicitApis } from './api/implicit-apis.ts';
import { createSharedUsagePlan } from './api/usage-plan.ts';
import { liftConnectors } from './connectors/embedded-connectors.ts';
import { makeDeployments } from './deployments.ts';
import type { Expansion } from './expansion.ts';
import { mergeGlobals } from './globals.ts';
import { expandLanguageExtensions, hasLoop } from './language-extensions.ts';
import type { Json, JsonObject } from './json.ts';
import { findMember, isObject, isSet, toText } from './json.ts';
import { copy, findNode } from './places.ts';
import { checkProperties } from './properties.ts';
import { expectMap, refuse, Refusal } from './refusal.ts';
import { findParameterValues } from './resolve-parameters.ts';
import { resolveReferences } from './resolve-references.ts';
import type { Made } from './resource.ts';
import { createSource, toBody } from './resource.ts';
import { SAM_TYPES } from './resource-types.ts';

export interface ExpandOptions {
  /** Values of parameters; defaults hold for the others. */
  readonly parameters?: Readonly<Record<string, Json>>;
  /** The region that the stack is deployed to, where it is known. */
  readonly region?: string;
  /** Whether text in the place of an address in S3 is a path that packaging would upload; nothing is by default. */
  readonly isLocalPath?: (path: string) => boolean;
  /** What is missing or has no place in a resource is let pass: the template is still being written. */
  readonly isDraft?: boolean;
}

/** Something that the SAM specification does not allow. */
export interface ExpansionProblem {
  readonly message: string;
  /** The logical id, and behind a `/` the event. */
  readonly resource?: string;
  /** The innermost thing that was written and is wrong. */
  readonly node?: DocumentNode;
}

export interface ExpandedTemplate {
  /** The plain CloudFormation template; what could not be expanded is missing. Its objects know where they were written. */
  readonly template: JsonObject;
  readonly problems: readonly ExpansionProblem[];
  /** `Orders.Alias`, as templates refer to what SAM makes -> its logical id. */
  readonly members: ReadonlyMap<string, string>;
  /** The resources that `Fn::ForEach` made, or parts of them, as they were before SAM's expansion. */
  readonly looped: JsonObject;
}

/**
 * Expands the resources of the Serverless Application Model into plain CloudFormation, as AWS's transform does
 * (https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification.html). What the
 * specification refuses is a problem; everything else is expanded all the same.
 */
export function expandTemplate(given: JsonObject, options: ExpandOptions = {}): ExpandedTemplate {
  const problems: ExpansionProblem[] = [];
  const input = copy(given);
  const attempt = createAttempt(problems);
  const parameters = findParameterValues(input['Parameters'], options.parameters ?? {});
  attempt('', input, () => expandLanguageExtensions(input, parameters));
  const looped = findLooped(given, input);
  attempt('', input, () => prepare(input, attempt));
  const expansion = createExpansion(input, parameters, options);
  const references = { renamed: new Map<string, string>(), members: new Map<string, string>() };
  for (const [id, body] of listSamResources(expansion.sources)) {
    attempt(id, body, () => {
      const made = expandResource(id, body, expansion);
      delete expansion.results[id];
      for (const resource of made) place(resource, expansion);
      note(id, toText(body['Type']), made, references);
    });
  }
  attempt('', input, () => {
    for (const made of makeDeployments(expansion)) place(made, expansion);
  });
  const template = finish(input, expansion);
  resolveReferences(template, references);
  return { template, problems, members: references.members, looped };
}

function findLooped(given: JsonObject, input: JsonObject): JsonObject {
  const [before, after] = [given['Resources'], input['Resources']];
  if (!isObject(before) || !isObject(after)) return {};
  const made = Object.entries(after).filter(
    ([id]) => !id.startsWith('Fn::') && (!Object.hasOwn(before, id) || hasLoop(before[id] ?? null)),
  );
  return Object.fromEntries(made.map(([id, body]) => [id, copy(body)]));
}

function createAttempt(problems: ExpansionProblem[]): Attempt {
  return (id, body, run) => {
    try {
      run();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const resource = [id, error.event].filter(Boolean).join('/');
      // What is empty stands nowhere: the name before it does.
      const node = findNode(error.at) ?? findMappingEntry(findNode(body), id)?.key ?? findNode(body);
      problems.push({
        message: error.message,
        ...(resource === '' ? {} : { resource }),
        ...(node === undefined ? {} : { node }),
      });
    }
  };
}

/** What is done to the template as a whole before resources are expanded one by one. */
function prepare(input: JsonObject, attempt: Attempt): void {
  const resources = expectMap(input['Resources'], 'Resources');
  if (!isSet(resources)) refuse('`Resources` is empty', input);
  for (const section of ['Mappings', 'Parameters'])
    if (section in input && !isObject(input[section])) refuse(`\`${section}\` must be a mapping`, input);
  input['Resources'] = resources;
  // A loop or an include that could not be read is no resource.
  for (const id of Object.keys(resources)) if (id.startsWith('Fn::')) delete resources[id];
  for (const [id, resource] of Object.entries(resources))
    attempt(id, isObject(resource) ? resource : resources, () => checkShape(id, resource));
  for (const [id, resource] of Object.entries(resources)) if (!isObject(resource)) delete resources[id];
  addDefaultDefinitions(resources);
  addImplicitApis(input, attempt);
  mergeGlobals(input, attempt);
  adoptOpenApiVersions(resources);
  liftConnectors(resources, attempt);
}

function checkShape(id: string, resource: Json): void {
  if (!isObject(resource)) return refuse(`resource \`${id}\` must be a mapping`, resource);
  const { Type, Properties, Condition } = resource;
  if (isSet(Condition) && typeof Condition !== 'string') refuse('`Condition` must be text', resource);
  if (typeof Type !== 'string' || !Object.hasOwn(SAM_TYPES, Type)) return;
  if (!/^[A-Za-z0-9]+$/.test(id)) refuse(`logical id \`${id}\` must be letters and digits`, resource);
  if (Properties === undefined || isObject(Properties)) return;
  resource['Properties'] = {};
  refuse(`\`Properties\` of \`${id}\` must be a mapping`, resource);
}

const PARTITIONS: readonly (readonly [string, string])[] = [
  ['cn-', 'aws-cn'],
  ['us-isob-', 'aws-iso-b'],
  ['us-isof-', 'aws-iso-f'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-iso-', 'aws-iso'],
  ['us-gov-', 'aws-us-gov'],
  ['eusc-', 'aws-eusc'],
];

function createExpansion(input: JsonObject, parameters: Map<string, Json>, options: ExpandOptions): Expansion {
  const { region } = options;
  const partition = PARTITIONS.find(([prefix]) => region?.startsWith(prefix))?.[1] ?? 'aws';
  if (region !== undefined) parameters.set('AWS::Region', region).set('AWS::Partition', partition);
  const sources = isObject(input['Resources']) ? input['Resources'] : {};
  return {
    input,
    sources,
    results: Object.fromEntries(Object.entries(sources).map(([id, body]) => [id, body])),
    conditions: isObject(input['Conditions']) ? input['Conditions'] : {},
    parameters,
    partition,
    region,
    isLocalPath: options.isLocalPath ?? (() => options.isDraft === true),
    isDraft: options.isDraft ?? false,
    deployments: new Map(),
    usagePlan: createSharedUsagePlan(),
    recordSetGroups: new Map(),
  };
}

function listSamResources(resources: JsonObject): [string, JsonObject][] {
  const order = (body: JsonObject): number => SAM_TYPES[toText(body['Type'])]?.order ?? 0;
  return Object.entries(resources)
    .filter((entry): entry is [string, JsonObject] => isObject(entry[1]))
    .filter(([, body]) => typeof body['Type'] === 'string' && Object.hasOwn(SAM_TYPES, body['Type']))
    .sort(([, a], [, b]) => order(a) - order(b));
}

function expandResource(id: string, body: JsonObject, expansion: Expansion): Made[] {
  const type = SAM_TYPES[toText(body['Type'])];
  if (type === undefined) return [];
  const properties = expectMap(body['Properties'] ?? {}, 'Properties');
  if (!expansion.isDraft) checkProperties(properties, type.properties, `\`${toText(body['Type'])}\``);
  return type.expand(createSource(id, body, properties), expansion);
}

/** Resources that the expansion may write under a logical id that the template has. */
const SHARED = /^AWS::(?:S3::Bucket|SNS::Topic|Cognito::UserPool|ApiGateway::(?:DomainName|BasePathMapping)(?:V2)?)$/;

function place(made: Made, expansion: Expansion): void {
  const existing = findMember(expansion.sources, made.id);
  const type = isObject(existing) ? toText(existing['Type']) : undefined;
  const isOwn = type?.startsWith('AWS::Serverless::') === true || (type === made.type && SHARED.test(made.type));
  if (type !== undefined && !isOwn)
    refuse(`the expansion makes \`${made.id}\`, which the template has already`, existing);
  expansion.results[made.id] = toBody(made);
}

function note(
  id: string,
  type: string,
  made: readonly Made[],
  references: { readonly renamed: Map<string, string>; readonly members: Map<string, string> },
): void {
  const [first] = made;
  if (type === 'AWS::Serverless::LayerVersion' && first !== undefined && first.id !== id)
    references.renamed.set(id, first.id);
  for (const [member, memberType] of Object.entries(SAM_TYPES[type]?.members ?? {})) {
    const found = made.findLast((resource) => resource.type === memberType);
    if (found !== undefined) references.members.set(`${id}.${member}`, found.id);
  }
}

function finish(input: JsonObject, expansion: Expansion): JsonObject {
  const { Transform: _, ...rest } = input;
  const template: JsonObject = { ...rest, Resources: expansion.results };
  if (Object.keys(expansion.conditions).length > 0) template['Conditions'] = expansion.conditions;
  return template;
}
