import type { RuleContext } from '../../rule.ts';
import { listPlainResources, type PlainResource } from '../../template-resources.ts';
import type { Location } from '../../../app/location.ts';
import { findEntry, findPath, findText, toBranches, type MapValue, type Value } from '../../../app/value.ts';
import { isPublicRestApi, type Route } from './routes.ts';

const METHOD = /^(?:get|put|post|delete|patch|head|x-amazon-apigateway-any-method)$/i;
const INTEGRATION = 'x-amazon-apigateway-integration';

/** Operations of the OpenAPI documents in a template: those that it writes, and those that SAM makes of events. */
export function listOperations(context: RuleContext): readonly Route[] {
  const apis = [
    ...listPlainResources(context, /^AWS::ApiGateway::RestApi$/).filter(isPublicRestApi),
    ...listPlainResources(context, /^AWS::ApiGatewayV2::Api$/),
  ];
  return apis.flatMap((api) => {
    const body = api.find('Body');
    return listEntries(findEntry(body, 'paths')).flatMap(({ name: path, value: item }) =>
      listEntries(item)
        .filter(({ name, value }) => METHOD.test(name) && isPassedOn(value))
        .map((operation) => toRoute(api, path, operation)),
    );
  });
}

interface Entry {
  readonly name: string;
  readonly value: MapValue;
  /** `undefined` for what nobody wrote. */
  readonly at: Location | undefined;
}

/** The mappings in a mapping, with what stands there under some condition only. */
const listEntries = (value: Value | undefined): readonly Entry[] =>
  toBranches(value)
    .map((branch) => branch.value)
    .filter((branch) => branch.kind === 'map')
    .flatMap(({ entries, keys }) => [...entries].flatMap(([name, entry]) => toEntries(name, entry, keys?.get(name))));

const toEntries = (name: string, entry: Value, at: Location | undefined): readonly Entry[] =>
  toBranches(entry).flatMap(({ value }) => (value.kind === 'map' ? [{ name, value, at }] : []));

function toRoute(owner: PlainResource, path: string, { name, value, at }: Entry): Route {
  const verb = name.startsWith('x-') ? 'ANY' : name.toUpperCase();
  const isOpen = asksNothing(value, owner.find('Body'));
  return { api: owner, owner, name: `${verb} ${path}`, at, target: findPath(value, INTEGRATION, 'uri'), isOpen };
}

/** What the gateway answers by itself calls nothing. */
function isPassedOn(operation: MapValue): boolean {
  const integration = findEntry(operation, INTEGRATION);
  return integration !== undefined && findText(findEntry(integration, 'type'))?.toLowerCase() !== 'mock';
}

function asksNothing(operation: MapValue, body: Value | undefined): boolean {
  const own = findEntry(operation, 'x-amazon-apigateway-auth');
  if (own !== undefined && findText(findEntry(own, 'type')) !== 'NONE') return false;
  const security = findEntry(operation, 'security') ?? findEntry(body, 'security');
  return security === undefined || (security.kind === 'list' && security.items.every(isNothing));
}

/** SAM writes `NONE` for a route that its author took out of the default authorizer. */
const isNothing = (requirement: Value): boolean =>
  requirement.kind === 'no-value' ||
  (requirement.kind === 'map' && [...requirement.entries.keys()].every((name) => name === 'NONE'));
