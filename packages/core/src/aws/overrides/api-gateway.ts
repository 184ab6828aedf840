import { constant, findField, notKnown } from '../../app/code-value.ts';
import type { CodeValue } from '../../app/code-value.ts';
import { createTargets } from '../create-targets.ts';
import type { TargetDraft } from '../create-targets.ts';
import type { NeedCall, NeedRule, ServiceRules } from '../need.ts';
import { readApiUrl } from '../read-whole.ts';

// Source: "Actions, resources, and condition keys for Amazon API Gateway Management V2" and "Control access to a REST API with IAM
// permissions": `execute-api:<action>` on `<api>/<stage>/<method>/<path>`.

const TYPE = 'execute-api:execute-api-general';
const BASE = 'arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/${Stage}';
const MARK = '\uE000';

/** What an address says of the API: names where the text shows them, the whole value where only its final text will. */
function readEndpoint(
  endpoint: CodeValue | undefined,
  rest: 'Stage' | 'ApiSpecificResourcePath',
): Partial<TargetDraft> {
  if (endpoint === undefined) return {};
  if (endpoint.kind !== 'const' && endpoint.kind !== 'concat')
    return { whole: endpoint, wholeName: 'ApiId', wholeForm: 'url' };
  const parts = endpoint.kind === 'concat' ? endpoint.parts : [endpoint];
  const text = parts.map((part, i) => (part.kind === 'const' ? String(part.value) : `\${${MARK}${i}}`)).join('');
  const found = readApiUrl(text);
  if (found?.kind === 'names') {
    return {
      names: Object.fromEntries(Object.entries(found.names).map(([name, piece]) => [name, toValue(piece, parts)])),
    };
  }
  // A domain name (or a whole address) of which only the final text tells the API, and what follows it. Without a slash between
  // them the address goes on into the path.
  const split = /^(?:https?:\/\/|wss:\/\/)?(\$\{[^}]*\})(?:\/(.+?)|[^/].*)?\/?$/.exec(text);
  if (split === null) return {};
  const names = split[2] === undefined ? {} : { names: { [rest]: toValue(split[2], parts) } };
  return { ...names, whole: toValue(split[1] ?? '', parts), wholeName: 'ApiId', wholeForm: 'url' };
}

function toValue(piece: string, parts: readonly CodeValue[]): CodeValue {
  const values = piece
    .split(/(\$\{\uE000\d+\})/)
    .filter((p) => p !== '')
    .map((p) =>
      p.startsWith(`\${${MARK}`)
        ? (parts[Number.parseInt(p.slice(3), 10)] ?? notKnown('a part of the address'))
        : constant(p),
    );
  return values.length === 1 ? (values[0] as CodeValue) : { kind: 'concat', parts: values };
}

/** Calls back a client of a WebSocket API; the connection is only known at run time. */
const onConnections =
  (method: string): NeedRule =>
  (call: NeedCall) => {
    const arn = `${BASE}/${method}/@connections/*`;
    return [
      {
        action: 'execute-api:ManageConnections',
        targets: createTargets({ type: TYPE, arn, ...readEndpoint(call.endpoint, 'Stage') }),
      },
    ];
  };

export const managementApiRules: ServiceRules = {
  PostToConnection: onConnections('POST'),
  GetConnection: onConnections('GET'),
  DeleteConnection: onConnections('DELETE'),
};

/** A signed HTTP request to an API: `{url, method}`. A part of the path that only run time knows is a wildcard. */
const invoke: NeedRule = (call) => {
  const read = readEndpoint(findField(call.args, 'url') ?? call.endpoint, 'ApiSpecificResourcePath');
  const path = read.names?.['ApiSpecificResourcePath'];
  const method = findField(call.args, 'method');
  const names = { ...read.names, Method: toUpper(method), ApiSpecificResourcePath: path };
  const arn = `${BASE}/\${Method}/\${ApiSpecificResourcePath}`;
  return [{ action: 'execute-api:Invoke', targets: createTargets({ type: TYPE, arn, ...read, names }) }];
};

const toUpper = (value: CodeValue | undefined): CodeValue | undefined =>
  value?.kind === 'const' && typeof value.value === 'string' ? constant(value.value.toUpperCase()) : value;

export const executeApiRules: ServiceRules = { Invoke: invoke };

/** A signed GraphQL request to AppSync: any field of the API, for the query decides which. */
const graphQl: NeedRule = (call) => {
  const whole = findField(call.args, 'apiId') ?? findField(call.args, 'url') ?? call.endpoint;
  const form = findField(call.args, 'apiId') === undefined ? ({ wholeForm: 'url' } as const) : {};
  const draft = {
    type: 'appsync:graphqlapi',
    whole,
    wholeName: 'GraphQLAPIId',
    suffix: '/*',
    region: call.region,
    ...form,
  };
  return [{ action: 'appsync:GraphQL', targets: createTargets(draft) }];
};

export const appSyncGraphQlRules: ServiceRules = { GraphQL: graphQl, Invoke: graphQl };
