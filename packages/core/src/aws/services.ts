/** Where a service's name was read from. */
export type Sdk = 'js-v3' | 'js-v2' | 'boto3';

/**
 * The canonical key of a service: the JS SDK v3's package name after `client-` (`sfn`, `cognito-identity-provider`).
 * `name` is a package (`@aws-sdk/client-sfn`) or its suffix for v3, a class (`StepFunctions`, `DynamoDB.DocumentClient`) or
 * module (`clients/dynamodb`) for v2, and the client's name (`stepfunctions`) for boto3.
 */
export function findService(sdk: Sdk, name: string): string | undefined {
  return sdk === 'js-v3' ? name.replace(/^@aws-sdk\/client-/, '') : name.toLowerCase();
}

/** The service of a JS SDK v3 client class: `SFNClient` or the aggregated `SFN`. */
export function findServiceByClientClass(name: string): string | undefined {
  return name.replace(/Client$/, '').toLowerCase();
}

/** The IAM prefix of a service key (`eventbridge` -> `events`). */
export function iamPrefixOf(service: string): string | undefined {
  return service;
}
