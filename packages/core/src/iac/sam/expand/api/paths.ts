import { choose, toContents } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { isObject, isSet, setMember, toText } from '../json.ts';
import { refuse } from '../refusal.ts';

export const ANY_METHOD = 'x-amazon-apigateway-any-method';
export const INTEGRATION = 'x-amazon-apigateway-integration';

/** Members of a path that are no methods. */
const NO_METHODS = new Set(['summary', 'description', 'parameters']);

/** `ANY` has a name of its own in definitions of APIs. */
export function toMethodName(method: string): string {
  const name = method.toLowerCase();
  return name === 'any' ? ANY_METHOD : name;
}

/** `paths` of a Swagger or OpenAPI document. @throws Refusal when there are none. */
export function getPaths(document: JsonObject): JsonObject {
  const paths = document['paths'];
  return isObject(paths) ? paths : refuse('`paths` of the definition must be a mapping', document);
}

/** What stands under a path: under `Fn::If` one item for each branch. @throws Refusal when it is no mapping. */
export function getItems(document: JsonObject, path: string): JsonObject[] {
  const paths = getPaths(document);
  const found = Object.hasOwn(paths, path) ? paths[path] : null;
  const branches = isObject(found) ? found['Fn::If'] : undefined;
  if (branches !== undefined && !Array.isArray(branches)) refuse('`Fn::If` takes a list', found);
  return toContents(found ?? null).map((item) =>
    isObject(item) ? item : refuse(`path \`${path}\` of the definition must be a mapping`, found ?? paths),
  );
}

/** Adds a path with a method to a definition, if it is not there. */
export function addPath(document: JsonObject, path: string, method: string): void {
  const paths = getPaths(document);
  if (!Object.hasOwn(paths, path)) setMember(paths, path, {});
  for (const item of getItems(document, path)) if (!(toMethodName(method) in item)) item[toMethodName(method)] = {};
}

function toDefinition(value: Json, path: string, method: string): JsonObject {
  return isObject(value) ? value : refuse(`method \`${method}\` of path \`${path}\` must be a mapping`, value);
}

/** The definitions of one method that lead somewhere. */
export function getMethod(document: JsonObject, path: string, method: string): JsonObject[] {
  return getItems(document, path)
    .flatMap((item) => toContents(item[toMethodName(method)] ?? null))
    .map((value) => toDefinition(value, path, method))
    .filter((definition) => isSet(definition[INTEGRATION]));
}

/** Every method below a path that leads somewhere, by its name. */
export function getMethods(document: JsonObject, path: string): [string, JsonObject][] {
  return getItems(document, path)
    .flatMap((item) => Object.entries(item))
    .filter(([name]) => !NO_METHODS.has(name))
    .flatMap(([name, value]) =>
      toContents(value).map((v): [string, JsonObject] => [toMethodName(name), toDefinition(v, path, name)]),
    )
    .filter(([, definition]) => isSet(definition[INTEGRATION]));
}

export function hasIntegration(document: JsonObject, path: string, method: string): boolean {
  if (!Object.hasOwn(getPaths(document), path)) return false;
  return getItems(document, path).every((item) => {
    const found = item[toMethodName(method)];
    return isObject(found) && toContents(found).some((v) => isSet(toDefinition(v, path, method)[INTEGRATION]));
  });
}

/** Lets a path stand only where a condition holds. */
export function makePathConditional(document: JsonObject, path: string, condition: string): void {
  const paths = getPaths(document);
  setMember(paths, path, choose(condition, paths[path] ?? null));
}

/** Sets what a method of a path is, under the condition of whatever it leads to. */
export function setIntegration(
  document: JsonObject,
  path: string,
  method: string,
  integration: JsonObject,
  extra: JsonObject,
  condition: Json | undefined,
): void {
  addPath(document, path, method);
  const name = toMethodName(method);
  for (const item of getItems(document, path)) {
    const found = item[name];
    const definition: JsonObject = isObject(found) ? found : {};
    definition[INTEGRATION] = { ...integration };
    for (const [key, value] of Object.entries(extra)) definition[key] ??= value;
    item[name] = condition === undefined ? definition : choose(condition, definition);
  }
}

/** `security` of a method. @throws Refusal when it is no list of mappings. */
export function getSecurity(definition: JsonObject, path: string): JsonObject[] {
  const found = definition['security'] ?? [];
  if (!Array.isArray(found)) refuse(`\`security\` of path \`${path}\` must be a list`, definition);
  return found.map((entry) =>
    isObject(entry) ? entry : refuse(`\`security\` of path \`${path}\` must hold mappings`, found),
  );
}

/** `/orders/{id}` -> `/orders/*`, as resources of policies have it. */
export const toWildcardPath = (path: string): string => path.replaceAll(/\{[a-zA-Z0-9._-]+\+?\}/g, '*');

/** Version 3 of OpenAPI. */
export const isVersion3 = (version: Json | undefined): boolean => /^3(?:\.\d)?(?:\.\d)?$/.test(toText(version));
