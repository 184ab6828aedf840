import type { RuleContext } from '../../rule.ts';
import { hasPublicEndpoint } from '../../public-stages.ts';
import { findReferencedResource, listPlainResources, type PlainResource } from '../../template-resources.ts';
import { hasReference } from '../../../app/has-reference.ts';
import type { Location } from '../../../app/location.ts';
import { findPath, findText, isTrue, type Value } from '../../../app/value.ts';

/** A way into an API that no authorization guards. */
export interface OpenRoute {
  readonly owner: PlainResource;
  /** Method and path (`GET /orders`), or the key of a route; empty for an API that is one. */
  readonly name: string;
  /** `undefined` when nobody wrote it down as such. */
  readonly at: Location | undefined;
  /** What the requests are passed to. */
  readonly target: Value | undefined;
}

/** Open methods, routes and GraphQL APIs that are resources of their own. */
export function listOpenRoutes(context: RuleContext): readonly OpenRoute[] {
  return [
    ...listPlainResources(context, /^AWS::ApiGateway::Method$/).flatMap((method) => toOpenMethod(method, context)),
    ...listPlainResources(context, /^AWS::ApiGatewayV2::Route$/).flatMap((route) => toOpenRoute(route, context)),
    ...listPlainResources(context, /^AWS::AppSync::GraphQLApi$/).flatMap(toOpenGraph),
  ];
}

/** A REST API that the internet reaches and that no resource policy guards; `false` also when that is not known. */
export function isPublicRestApi(api: PlainResource): boolean {
  if (api.find('Policy') !== undefined || findPath(api.find('Body'), 'x-amazon-apigateway-policy') !== undefined)
    return false;
  return hasPublicEndpoint(api);
}

/** `AuthorizationType` is `NONE` when nothing is said. */
const asksNothing = (resource: PlainResource): boolean => {
  const isNone = resource.find('AuthorizationType') === undefined || resource.text('AuthorizationType') === 'NONE';
  const key = resource.find('ApiKeyRequired');
  return isNone && (key === undefined || (key.kind === 'literal' && !isTrue(key)));
};

function toOpenMethod(method: PlainResource, context: RuleContext): readonly OpenRoute[] {
  const verb = method.text('HttpMethod')?.toUpperCase();
  const api = findReferencedResource(method.find('RestApiId'), method, context);
  const integration = method.text('Integration', 'Type')?.toUpperCase();
  if (verb === undefined || verb === 'OPTIONS' || integration === undefined || integration === 'MOCK') return [];
  if (api?.type !== 'AWS::ApiGateway::RestApi' || !isPublicRestApi(api) || !asksNothing(method)) return [];
  const at = method.at('AuthorizationType');
  return [{ owner: method, name: verb, at, target: method.find('Integration', 'Uri') }];
}

/** Of a WebSocket API only `$connect` can be guarded. */
function toOpenRoute(route: PlainResource, context: RuleContext): readonly OpenRoute[] {
  const key = route.text('RouteKey');
  const protocol = findReferencedResource(route.find('ApiId'), route, context)?.text('ProtocolType');
  const isEntry = key === '$connect' || /^[A-Z]+ \//.test(key ?? '') || (key === '$default' && protocol === 'HTTP');
  if (key === undefined || !isEntry || key.startsWith('OPTIONS ') || !asksNothing(route)) return [];
  const target = route.find('Target');
  const named = listPlainResources(context, /^AWS::ApiGatewayV2::Integration$/).find(
    ({ id, template }) => template === route.template && target !== undefined && hasReference(target, (i) => i === id),
  );
  return [{ owner: route, name: key, at: route.at('AuthorizationType'), target: named?.find('IntegrationUri') }];
}

/** A key of an API stands in every client of it, and tells nobody apart. */
function toOpenGraph(api: PlainResource): readonly OpenRoute[] {
  if (api.text('AuthenticationType') !== 'API_KEY' || /^PRIVATE$/.test(api.text('Visibility') ?? '')) return [];
  const visibility = api.find('Visibility');
  if (visibility !== undefined && findText(visibility) === undefined) return [];
  return [{ owner: api, name: '', at: api.at('AuthenticationType'), target: undefined }];
}
