import type { Json, JsonObject } from '../json.ts';
import { isEqual, isObject, isSet, toList, toText } from '../json.ts';
import { sub } from '../intrinsics.ts';
import { expectList, refuse } from '../refusal.ts';
import { ANY_METHOD, getItems, toWildcardPath } from './paths.ts';

const POLICY = 'x-amazon-apigateway-policy';

/** Statements of `ResourcePolicy` for the methods of one path: accounts, addresses and VPCs that may call them, or may not. */
export function addResourcePolicy(document: JsonObject, policy: JsonObject, path: string, stage: Json): void {
  const resources = toResources(document, path, stage);
  addAccounts(document, policy['AwsAccountWhitelist'], 'Allow', resources);
  addAccounts(document, policy['AwsAccountBlacklist'], 'Deny', resources);
  addAddresses(document, policy['IpRangeWhitelist'], 'NotIpAddress', resources);
  addAddresses(document, policy['IpRangeBlacklist'], 'IpAddress', resources);
  addNetworks(document, policy, 'Blacklist', 'StringEquals', resources);
  addNetworks(document, policy, 'Whitelist', 'StringNotEquals', resources);
  const made = document[POLICY];
  document[POLICY] = isObject(made) ? made : {};
}

function toResources(document: JsonObject, path: string, stage: Json): Json[] {
  const methods = getItems(document, path).flatMap((item) => Object.keys(item));
  return methods.map((name) => {
    const verb = name.toLowerCase() === ANY_METHOD || name.toLowerCase() === 'any' ? '*' : name.toUpperCase();
    return sub(`execute-api:/\${__Stage__}/${verb}${toWildcardPath(path)}`, { __Stage__: stage });
  });
}

function getPolicy(document: JsonObject): JsonObject {
  const found = document[POLICY];
  const policy = isObject(found) ? found : {};
  document[POLICY] = policy;
  policy['Version'] = '2012-10-17';
  return policy;
}

function addAccounts(document: JsonObject, accounts: Json | undefined, effect: string, resources: Json[]): void {
  if (!isSet(accounts)) return;
  if (typeof accounts !== 'object') refuse('accounts of `ResourcePolicy` must be a list', accounts);
  const policy = getPolicy(document);
  const statement: JsonObject = {
    Effect: effect,
    Action: 'execute-api:Invoke',
    Resource: resources,
    Principal: { AWS: toList(accounts) },
  };
  const known = policy['Statement'] ?? null;
  policy['Statement'] = known === null ? statement : [...toList(known), statement];
}

function addAddresses(document: JsonObject, addresses: Json | undefined, operator: string, resources: Json[]): void {
  if (!isSet(addresses)) return;
  addPair(document, { [operator]: { 'aws:SourceIp': toList(addresses) } }, resources);
}

function addNetworks(
  document: JsonObject,
  policy: JsonObject,
  list: 'Blacklist' | 'Whitelist',
  operator: string,
  resources: Json[],
): void {
  const named = policy[`SourceVpc${list}`];
  const texts = (named ?? null) === null ? [] : expectList(named, `SourceVpc${list}`);
  if (texts.some((item) => typeof item !== 'string'))
    refuse(`\`SourceVpc${list}\` takes text; functions go into \`IntrinsicVpc${list}\``, named);
  const start = (prefix: string): Json[] => texts.filter((text) => toText(text).startsWith(prefix));
  const vpcs = [...start('vpc-'), ...toList(policy[`IntrinsicVpc${list}`])];
  const endpoints = [...start('vpce-'), ...toList(policy[`IntrinsicVpce${list}`])];
  if (vpcs.length === 0 && endpoints.length === 0) return;
  const keys: JsonObject = {
    ...(vpcs.length === 0 ? {} : { 'aws:SourceVpc': vpcs }),
    ...(endpoints.length === 0 ? {} : { 'aws:SourceVpce': endpoints }),
  };
  addPair(document, { [operator]: keys }, resources);
}

/** Everybody may call, but who meets the condition. */
function addPair(document: JsonObject, condition: JsonObject, resources: Json[]): void {
  const policy = getPolicy(document);
  const invoke = { Action: 'execute-api:Invoke', Resource: resources, Principal: '*' };
  const statements = toList(policy['Statement']);
  for (const made of [
    { Effect: 'Allow', ...invoke },
    { Effect: 'Deny', ...invoke, Condition: condition },
  ]) {
    if (!statements.some((known) => isEqual(known, made))) statements.push(made);
  }
  policy['Statement'] = statements;
}

/** Statements that the author wrote. */
export function addCustomStatements(document: JsonObject, given: Json): void {
  const policy = getPolicy(document);
  const known = policy['Statement'] ?? null;
  if (known === null) {
    policy['Statement'] = given;
    return;
  }
  const added = toList(given).filter((item) => !toList(known).some((other) => isEqual(other, item)));
  policy['Statement'] = [...toList(known), ...added];
}
