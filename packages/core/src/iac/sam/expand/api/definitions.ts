import { findFunction, ref } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { isObject, isSet, toText } from '../json.ts';
import { isVersion3 } from './paths.ts';

/** The property by which the expansion remembers that the definition is its own, to be filled from events. */
export const MANAGED = '__MANAGE_SWAGGER';

const createInfo = (): JsonObject => ({ version: '1.0', title: ref('AWS::StackName') });

export const createSwagger = (): JsonObject => ({ swagger: '2.0', info: createInfo(), paths: {} });
export const createOpenApi = (): JsonObject => ({ openapi: '3.0.1', info: createInfo(), paths: {} });

export const isOpenApi = (value: Json | undefined): value is JsonObject =>
  isObject(value) && isObject(value['paths']) && isSet(value['openapi']) && isVersion3(value['openapi']);

export const isSwagger = (value: Json | undefined): value is JsonObject =>
  isOpenApi(value) || (isObject(value) && isObject(value['paths']) && isSet(value['swagger']));

/** A definition that `AWS::Include` would bring from elsewhere. */
export const isElsewhere = (value: Json | undefined): boolean => findFunction(value) === 'Fn::Transform';

/** Gives every API without a definition one to be filled from events. */
export function addDefaultDefinitions(resources: JsonObject): void {
  for (const resource of Object.values(resources)) {
    if (!isObject(resource)) continue;
    const isHttp = resource['Type'] === 'AWS::Serverless::HttpApi';
    if (!isHttp && resource['Type'] !== 'AWS::Serverless::Api') continue;
    const properties = (resource['Properties'] ??= {});
    if (!isObject(properties) || isSet(properties['DefinitionBody']) || isSet(properties['DefinitionUri'])) continue;
    properties['DefinitionBody'] = isHttp ? createOpenApi() : createSwagger();
    properties[MANAGED] = true;
  }
}

/** A REST API of version 3 has a definition of that version. */
export function adoptOpenApiVersions(resources: JsonObject): void {
  for (const resource of Object.values(resources)) {
    const properties =
      isObject(resource) && resource['Type'] === 'AWS::Serverless::Api' ? resource['Properties'] : null;
    if (!isObject(properties) || !(MANAGED in properties) || !isVersion3(properties['OpenApiVersion'])) continue;
    const version = properties['OpenApiVersion'];
    // YAML reads `3.0` as a number.
    properties['OpenApiVersion'] = Number.isInteger(version) ? `${toText(version)}.0` : toText(version);
    const body = properties['DefinitionBody'];
    if (!isObject(body)) continue;
    body['openapi'] = properties['OpenApiVersion'];
    delete body['swagger'];
  }
}
