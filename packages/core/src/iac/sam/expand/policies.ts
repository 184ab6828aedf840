import { findPolicyTemplate } from '../../../aws/policy-templates.ts';
import type { Json, JsonObject } from './json.ts';
import { findMember, isObject, isSet, toList } from './json.ts';
import { isIf, isIntrinsic, isNoValue, sub } from './intrinsics.ts';
import { keepNode } from './places.ts';
import { expectBranches, refuse } from './refusal.ts';

/** One entry of `Policies`, policy templates turned into statements. */
export type Policy =
  | { readonly kind: 'managed'; readonly value: Json }
  | { readonly kind: 'statement'; readonly value: Json };

type PolicyKind = 'managed' | 'statement' | 'template' | 'unknown';

/** The entries of `Policies` of a function or state machine. @throws Refusal for an entry of no known form. */
export function readPolicyEntries(policies: Json | undefined): Policy[] {
  if (!isSet(policies)) return [];
  return toList(policies).map((entry, index) => {
    const kind = toKind(entry);
    if (kind === 'unknown')
      refuse(`policy ${index + 1} of \`Policies\` is neither a policy nor a policy template`, entry);
    if (kind === 'template') return { kind: 'statement', value: mapBranches(entry, fromTemplate) };
    return { kind, value: entry };
  });
}

function toKind(entry: Json): PolicyKind {
  if (typeof entry === 'string') return 'managed';
  if (isIf(entry)) return toBranchKind(entry);
  if (isIntrinsic(entry)) return 'managed';
  if (!isObject(entry)) return 'unknown';
  if ('Statement' in entry) return 'statement';
  const [name, ...others] = Object.keys(entry);
  return name !== undefined && others.length === 0 && findPolicyTemplate(name) !== undefined ? 'template' : 'unknown';
}

function toBranchKind(entry: JsonObject): PolicyKind {
  const [, then, otherwise] = expectBranches(entry, 'Policies');
  const [first, second] = [toKind(then), toKind(otherwise)];
  if (first === second || isNoValue(otherwise)) return first;
  if (isNoValue(then)) return second;
  return refuse('`Fn::If` of `Policies` takes policies of one kind', entry);
}

/** A value with each branch of `Fn::If` converted; `AWS::NoValue` stays. */
export function mapBranches(value: Json, convert: (branch: Json) => Json): Json {
  if (!isIf(value)) return isNoValue(value) ? value : convert(value);
  const [condition, then, otherwise] = expectBranches(value, 'Policies');
  return keepNode({ 'Fn::If': [condition, mapBranches(then, convert), mapBranches(otherwise, convert)] }, value);
}

function fromTemplate(entry: Json): Json {
  const [[name, parameters] = ['', null]] = Object.entries(entry as JsonObject);
  const template = findPolicyTemplate(name);
  if (template === undefined) return refuse(`\`${name}\` is no policy template`, entry);
  if (!isObject(parameters)) return refuse(`policy template \`${name}\` takes a mapping of parameters`, entry);
  const missing = template.parameters.find((parameter) => findMember(parameters, parameter) === undefined);
  if (missing !== undefined) return refuse(`policy template \`${name}\` needs the parameter \`${missing}\``, entry);
  const toText = (text: string): Json => fillIn(text, parameters);
  const statements = template.statements.map((statement): Json => {
    const resources = statement.resources.map(toText);
    const [action = '', ...more] = statement.actions;
    const condition: JsonObject =
      statement.condition === undefined
        ? {}
        : {
            Condition: mapValues(statement.condition, (values) => mapValues(values, toText)),
          };
    return keepNode(
      {
        Effect: 'Allow',
        Action: more.length === 0 && BARE_ACTION.test(name) ? action : [...statement.actions],
        Resource: resources.length === 1 && !LISTED_RESOURCES.has(name) ? (resources[0] ?? '') : resources,
        ...condition,
      },
      entry,
    );
  });
  return keepNode({ Statement: statements }, entry);
}

function mapValues<T>(object: Readonly<Record<string, T>>, convert: (value: T) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, convert(value)]));
}

/** Templates that write one resource as a list. */
const LISTED_RESOURCES = new Set([
  'PollyFullAccessPolicy',
  'S3FullAccessPolicy',
  'ServerlessRepoReadWriteAccessPolicy',
]);
/** Templates that write one action without a list. */
const BARE_ACTION =
  /^(?:ElasticMapReduce(?:AddJobFlowSteps|CancelSteps|SetTerminationProtection|TerminateJobFlows)|EventBridgePutEvents|KMSDecrypt|KMSEncrypt)Policy$/;

/** Variables of `Fn::Sub` that are not called like the parameter with a small first letter. */
const VARIABLES: Readonly<Record<string, string>> = {
  WorkGroupName: 'workgroupName',
  PipelineName: 'pipelinename',
  AccessPoint: 'AccessPoint',
  FileSystem: 'FileSystem',
  HostedZoneId: 'HostedZoneId',
};

/** `arn:…:table/${TableName}` -> `Fn::Sub` with the parameter's value as a variable. */
function fillIn(text: string, parameters: JsonObject): Json {
  const names = [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name);
  if (names.length === 0) return text.includes('${') ? sub(text) : text;
  const toVariable = (name: string): string => VARIABLES[name] ?? name.charAt(0).toLowerCase() + name.slice(1);
  const variables = Object.fromEntries(names.map((name) => [toVariable(name), parameters[name] ?? '']));
  return sub(
    text.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => `\${${toVariable(name)}}`),
    variables,
  );
}
