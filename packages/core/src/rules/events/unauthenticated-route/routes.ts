import type { RuleContext } from '../../rule.ts';
import { hasPublicEndpoint, isPublicGraph } from '../../public-stages.ts';
import { findReferencedResource, listPlainResources, type PlainResource } from '../../template-resources.ts';
import { hasReference } from '../../../app/has-reference.ts';
import type { Location } from '../../../app/location.ts';
import { isTrue, type Value } from '../../../app/value.ts';

/** A way into an API. */
export interface Route {
  /** The API, or the way itself where that is not known. */
  readonly api: PlainResource;
  readonly owner: PlainResource;
  /** Method and path (`GET /orders`), or the key of a route; empty for an API that is one. */
  readonly name: string;
  /** `undefined` when nobody wrote it down as such. */
  readonly at: Location | undefined;
  /** What the requests are passed to. */
  readonly target: Value | undefined;
  /** True where it surely asks for no authorization. */
  readonly isOpen: boolean;
}

/** Methods, routes and GraphQL APIs that are resources of their own. */
export function listRoutes(context: RuleContext): readonly Route[] {
  return [
    ...listPlainResources(context, /^AWS::ApiGateway::Method$/).flatMap((method) => toMethod(method, context)),
    ...listPlainResources(context, /^AWS::ApiGatewayV2::Route$/).flatMap((route) => toRoute(route, context)),
    ...listPlainResources(context, /^AWS::ApiGatewayV2::Api$/).flatMap(toQuick),
    ...listPlainResources(context, /^AWS::AppSync::GraphQLApi$/).flatMap(toGraph),
  ];
}

/** A REST API that the internet reaches and that no resource policy guards; `false` also when that is not known. */
export function isPublicRestApi(api: PlainResource): boolean {
  if (api.find('Policy') !== undefined || api.find('Body', 'x-amazon-apigateway-policy') !== undefined) return false;
  return hasPublicEndpoint(api);
}

/** `AuthorizationType` is `NONE` when nothing is said. */
const asksNothing = (resource: PlainResource): boolean => {
  const isNone = resource.find('AuthorizationType') === undefined || resource.text('AuthorizationType') === 'NONE';
  const key = resource.find('ApiKeyRequired');
  return isNone && (key === undefined || (key.kind === 'literal' && !isTrue(key)));
};

function toMethod(method: PlainResource, context: RuleContext): readonly Route[] {
  const verb = method.text('HttpMethod')?.toUpperCase();
  const api = findReferencedResource(method.find('RestApiId'), method, context);
  const integration = method.text('Integration', 'Type')?.toUpperCase();
  if (verb === 'OPTIONS' || integration === 'MOCK') return [];
  if (api?.type !== 'AWS::ApiGateway::RestApi' || !isPublicRestApi(api)) return [];
  const isOpen = verb !== undefined && integration !== undefined && asksNothing(method);
  const at = method.at('AuthorizationType');
  const name = `${verb ?? ''} ${findPath(method, context) ?? ''}`.trimEnd();
  return [{ api, owner: method, name, at, target: method.find('Integration', 'Uri'), isOpen }];
}

const DEEPEST = 20;

/** The path of a method, from the root of its API; `undefined` where a part of it is not known. */
function findPath(method: PlainResource, context: RuleContext): string | undefined {
  const parts: string[] = [];
  let [from, id] = [method, method.find('ResourceId')];
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    if (id?.kind === 'ref' && id.attribute === 'RootResourceId') return `/${parts.join('/')}`;
    const found = findReferencedResource(id, from, context);
    const part = found?.type === 'AWS::ApiGateway::Resource' ? found.text('PathPart') : undefined;
    if (found === undefined || part === undefined) return undefined;
    parts.unshift(part);
    [from, id] = [found, found.find('ParentId')];
  }
  return undefined;
}

/** Of a WebSocket API only `$connect` can be guarded. */
function toRoute(route: PlainResource, context: RuleContext): readonly Route[] {
  const key = route.text('RouteKey');
  const api = findReferencedResource(route.find('ApiId'), route, context);
  const isHttp = api?.text('ProtocolType') === 'HTTP';
  const isEntry = key === '$connect' || /^[A-Z]+ \//.test(key ?? '') || (key === '$default' && isHttp);
  if (key === undefined || !isEntry || key.startsWith('OPTIONS ')) return [];
  const target = route.find('Target');
  const named = listPlainResources(context, /^AWS::ApiGatewayV2::Integration$/).find(
    ({ id, template }) => template === route.template && target !== undefined && hasReference(target, (i) => i === id),
  );
  const at = route.at('AuthorizationType');
  const isOpen = asksNothing(route);
  return [{ api: api ?? route, owner: route, name: key, at, target: named?.find('IntegrationUri'), isOpen }];
}

/**
 * An HTTP API that is made with its one route, which asks for nothing
 * (https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html, `target`).
 */
function toQuick(api: PlainResource): readonly Route[] {
  const target = api.find('Target');
  if (target === undefined || target.kind === 'unknown' || target.kind === 'cond') return [];
  return [{ api, owner: api, name: api.text('RouteKey') ?? '$default', at: api.at('Target'), target, isOpen: true }];
}

/** A key of an API stands in every client of it, and tells nobody apart. */
function toGraph(api: PlainResource): readonly Route[] {
  if (api.text('AuthenticationType') !== 'API_KEY' || !isPublicGraph(api)) return [];
  return [{ api, owner: api, name: '', at: api.at('AuthenticationType'), target: undefined, isOpen: true }];
}
