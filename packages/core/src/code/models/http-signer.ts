import type { Abstract, ModelValue } from '../engine/abstract.ts';
import { findString, toConst } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { callOperation } from './operation-call.ts';

/** Requests that are signed with the function's credentials, by the service that they are signed for. */
const SIGNED: Readonly<Record<string, { readonly service: string; readonly operation: string }>> = {
  'execute-api': { service: 'execute-api', operation: 'Invoke' },
  appsync: { service: 'appsync-graphql', operation: 'GraphQL' },
  es: { service: 'es-http', operation: 'Http' },
  aoss: { service: 'aoss-http', operation: 'Http' },
  lambda: { service: 'lambda-url', operation: 'InvokeFunctionUrl' },
};

/** What signs requests for a service: `AWS4Auth`, `BotoAWSRequestsAuth`, `SignatureV4`. */
export function createSigner(service: Abstract | undefined): ModelValue {
  return { k: 'model', key: `signer:${findString(service) ?? '?'}`, data: { signs: findString(service) } };
}

/** The service that a value signs for; `null` when it signs for one that is not known, `undefined` when it does not sign. */
export function findSignedService(value: Abstract | undefined): string | null | undefined {
  if (value?.k === 'union') return value.values.map(findSignedService).find((s) => s !== undefined);
  if (value?.k !== 'model' || !value.key.startsWith('signer:')) return undefined;
  return (value.data as { signs?: string }).signs ?? null;
}

/** Records a signed request. Services that are called over HTTP without an operation of their own are reported. */
export function recordSignedRequest(
  engine: Engine,
  service: string | null,
  request: { url: Abstract; method: Abstract; library: string },
  site: Site,
): void {
  const known = service !== null && Object.hasOwn(SIGNED, service) ? SIGNED[service] : undefined;
  if (known === undefined) {
    engine.unresolved(
      'a signed request',
      service === null
        ? 'the service that it is signed for is not known'
        : `what a request to \`${service}\` needs cannot be told from it`,
      site,
    );
    return;
  }
  const args = engine.createObject([
    ['url', request.url],
    ['method', request.method],
  ]);
  callOperation(
    engine,
    { service: known.service, credentials: 'default' },
    { operation: known.operation, args, library: request.library },
    site,
  );
}

export const toVerb = (name: string): Abstract => toConst(name.toUpperCase());
