import { isIntrinsic } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { findMember, isObject, isSet } from '../json.ts';
import { expectMap, refuse } from '../refusal.ts';
import { getMethod, INTEGRATION, isVersion3 } from './paths.ts';

interface Place {
  readonly path: string;
  readonly method: string;
}

const VALIDATORS = 'x-amazon-apigateway-request-validators';

/** The model that a method's body must fit, and whether API Gateway checks it. */
export function applyRequestModel(document: JsonObject, given: Json | undefined, api: JsonObject, place: Place): void {
  if (!isSet(given)) return;
  const request = expectMap(given, 'RequestModel');
  const model = request['Model'];
  if (!isSet(model)) return;
  const models = api['Models'];
  if (!isSet(models)) refuse('`RequestModel` needs an API with `Models`', request);
  if (!isIntrinsic(models) && !isObject(models)) refuse('`Models` of the API must be a mapping', request);
  if (typeof model !== 'string') return refuse('`RequestModel.Model` must be text', request);
  if (!isSet(findMember(models, model))) refuse(`the API has no model \`${model}\``, request);
  for (const definition of getMethod(document, place.path, place.method))
    setModel(document, definition, model.toLowerCase(), request['Required'] ?? null);
  setValidator(document, request, place);
}

function setModel(document: JsonObject, definition: JsonObject, model: string, required: Json): void {
  const must: JsonObject = required === null ? {} : { required };
  if ((document['swagger'] ?? null) !== null) {
    const schema = { $ref: `#/definitions/${model}` };
    const known = Array.isArray(definition['parameters']) ? definition['parameters'] : [];
    definition['parameters'] = [...known, { in: 'body', name: model, schema, ...must }];
  } else if (isVersion3(document['openapi'])) {
    const schema = { $ref: `#/components/schemas/${model}` };
    definition['requestBody'] = { content: { 'application/json': { schema } }, ...must };
  }
}

function setValidator(document: JsonObject, request: JsonObject, { path, method }: Place): void {
  const { ValidateBody: ofBody = null, ValidateParameters: ofParameters = null } = request;
  if (ofBody === null && ofParameters === null) return;
  const body = ofBody ?? false;
  const parameters = ofParameters ?? false;
  if (typeof body !== 'boolean' || typeof parameters !== 'boolean')
    refuse('`ValidateBody` and `ValidateParameters` must be `true` or `false`', request);
  const name = body ? (parameters ? 'body-and-params' : 'body-only') : parameters ? 'params-only' : 'no-validation';
  const found = document[VALIDATORS];
  const validators: JsonObject = isObject(found) ? found : {};
  validators[name] ??= { validateRequestBody: body, validateRequestParameters: parameters };
  document[VALIDATORS] = validators;
  for (const definition of getMethod(document, path, method))
    definition['x-amazon-apigateway-request-validator'] = name;
}

/** Parameters that a method takes, and those that its cache counts. */
export function applyRequestParameters(document: JsonObject, given: Json | undefined, { path, method }: Place): void {
  if (!Array.isArray(given) || given.length === 0) return;
  const parameters = given.map(readParameter);
  for (const definition of getMethod(document, path, method)) {
    const known = Array.isArray(definition['parameters']) ? definition['parameters'] : [];
    definition['parameters'] = [...known, ...parameters.map(({ parameter }) => ({ ...parameter }))];
    const cached = parameters.filter(({ isCached }) => isCached).map(({ name }) => name);
    const integration = definition[INTEGRATION] as JsonObject;
    const keys = Array.isArray(integration['cacheKeyParameters']) ? integration['cacheKeyParameters'] : [];
    if (cached.length > 0) integration['cacheKeyParameters'] = [...keys, ...cached];
  }
}

interface RequestParameter {
  readonly name: string;
  readonly parameter: JsonObject;
  readonly isCached: boolean;
}

function readParameter(given: Json): RequestParameter {
  const entry: readonly [Json, Json] = isObject(given) ? (Object.entries(given)[0] ?? ['', null]) : [given, {}];
  const [name, settings] = entry;
  if (typeof name !== 'string') return refuse('an entry of `RequestParameters` is text or a mapping', given);
  const [, location = '', own = ''] = /^method\.request\.(querystring|path|header)\.(.*)$/s.exec(name) ?? [];
  if (location === '')
    refuse('keys of `RequestParameters` have the form `method.request.(querystring|path|header).name`', given);
  if (!isObject(settings) || Object.keys(settings).some((key) => !/^(?:Required|Caching)$/.test(key)))
    return refuse('values of `RequestParameters` hold `Required` and `Caching`', given);
  const parameter: JsonObject = {
    in: location === 'querystring' ? 'query' : location,
    name: own,
    required: settings['Required'] ?? false,
    type: 'string',
  };
  return { name, parameter, isCached: isSet(settings['Caching']) };
}
