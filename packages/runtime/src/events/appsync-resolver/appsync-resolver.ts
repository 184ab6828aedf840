import { fail, within, type Failure } from '../parts/failure.ts';
import { optionalObject, optionalText, textMap } from '../parts/http-fields.ts';
import { checkHeaders } from '../parts/http-headers.ts';
import type { Limits } from '../parts/limits.ts';
import type { Policy } from '../parts/policy.ts';
import { array, freeObject, isObject, object, optional, string, type Infer, type Shape } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { line } from '../parts/text.ts';

const call = object({
  arguments: freeObject,
  identity: optionalObject,
  source: optionalObject,
  request: optional(object({ headers: textMap, domainName: optionalText })),
  prev: optionalObject,
  info: optional(
    object({
      selectionSetList: optional(array(string)),
      selectionSetGraphQL: optionalText,
      parentTypeName: line,
      fieldName: line,
      variables: optionalObject,
    }),
  ),
  typeName: optional(line),
  fieldName: optional(line),
  stash: optionalObject,
});

/** One field to resolve. */
export type AppsyncResolverCall = Infer<typeof call>;

const calls = array(call);

const shape: Shape<AppsyncResolverCall | AppsyncResolverCall[]> = {
  ...call,
  item: call,
  check: (value, limits) => (Array.isArray(value) ? calls : call).check(value, limits),
};

/** A field of a GraphQL API to resolve, or several of one kind where the resolver takes batches. */
export type AppsyncResolverEvent = AppsyncResolverCall | AppsyncResolverCall[];

export interface AppsyncResolverPolicy extends Policy {
  /** Fields that the function resolves, as `Query.orders`. */
  readonly allowedFields?: readonly string[];
}

export const appsyncResolver: EventSource<AppsyncResolverEvent, AppsyncResolverPolicy> = defineSource<
  AppsyncResolverEvent,
  AppsyncResolverPolicy
>({
  name: 'appsync-resolver',
  shape,
  matches: (event) => isCall(Array.isArray(event) ? (event as unknown[])[0] : event),
  policyFields: ['allowedFields'],
  check: checkCalls,
});

function isCall(value: unknown): boolean {
  if (!isObject(value) || !isObject(value['arguments'])) return false;
  const { info, typeName, fieldName } = value;
  return (
    (isObject(info) && info['fieldName'] !== undefined) || (typeof typeName === 'string' && fieldName !== undefined)
  );
}

function checkCalls(event: AppsyncResolverEvent, policy: AppsyncResolverPolicy, limits: Limits): Failure | undefined {
  if (!Array.isArray(event)) return checkCall(event, policy);
  if (event.length === 0 || event.length > limits.maxRecords) return fail('TOO_MANY_RECORDS');
  for (const [at, one] of event.entries()) {
    const failure = checkCall(one, policy);
    if (failure) return within(at, failure);
  }
  return undefined;
}

function checkCall(
  { request, info, ...rest }: AppsyncResolverCall,
  policy: AppsyncResolverPolicy,
): Failure | undefined {
  const wrong = checkHeaders(request?.headers, 'single');
  if (wrong) return within('request', within('headers', wrong));
  if (policy.allowedFields === undefined) return undefined;
  const field = `${info?.parentTypeName ?? rest.typeName}.${info?.fieldName ?? rest.fieldName}`;
  return policy.allowedFields.includes(field) ? undefined : fail('NOT_ALLOWED', 'info', 'fieldName');
}
