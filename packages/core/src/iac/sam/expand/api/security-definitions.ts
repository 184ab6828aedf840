import type { JsonObject } from '../json.ts';
import { isSet, isObject } from '../json.ts';
import { refuse } from '../refusal.ts';

/** `securityDefinitions` of a Swagger document. @throws Refusal when they are no mapping. */
export function getSecurityDefinitions(document: JsonObject): JsonObject {
  const found = document['securityDefinitions'];
  if (!isSet(found)) {
    const made: JsonObject = {};
    document['securityDefinitions'] = made;
    return made;
  }
  return isObject(found) ? found : refuse('`securityDefinitions` must be a mapping', document);
}

/** Signature version 4 of AWS. */
export const IAM_DEFINITION: JsonObject = {
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authtype': 'awsSigv4',
};

export function addIamDefinition(document: JsonObject): void {
  getSecurityDefinitions(document)['AWS_IAM'] ??= { ...IAM_DEFINITION };
}

export function addApiKeyDefinition(document: JsonObject): void {
  getSecurityDefinitions(document)['api_key'] ??= { type: 'apiKey', name: 'x-api-key', in: 'header' };
}
