import { appsyncIdentity } from '../parts/appsync-identity.ts';
import { isObject } from '../../is-object.ts';
import { matching } from '../parts/matching.ts';
import { fail, failWithin } from '../parts/failure.ts';
import { optionalObject, optionalText } from '../parts/optional.ts';
import { headerMap } from '../parts/http/headers.ts';
import type { Limits } from '../parts/limits.ts';
import { isTexts, type Policy } from '../parts/policy.ts';
import { array, freeObject, isArray, isText, object, oneOrMany, optional, string, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

/** GraphQL, 2.1.9; names that begin with two underscores are its own, and no resolver's. */
const name = matching(/^(?!__)[_A-Za-z]\w*$/, 'name');

const call = () =>
  object({
    arguments: freeObject,
    identity: appsyncIdentity(),
    source: optionalObject,
    request: optional(object({ headers: headerMap, domainName: optionalText })),
    prev: optionalObject,
    info: optional(
      object({
        selectionSetList: optional(array(string)),
        selectionSetGraphQL: optionalText,
        parentTypeName: name,
        fieldName: name,
        variables: optionalObject,
      }),
    ),
    typeName: optional(name),
    fieldName: optional(name),
    stash: optionalObject,
  });

/** One field to resolve. */
export type AppsyncResolverCall = Infer<typeof call>;

const shape = () => oneOrMany(call());

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
  matches: (event) => isCall(isArray(event) ? (event as unknown[])[0] : event),
  policyFields: { allowedFields: isTexts },
  check: checkCalls,
});

function isCall(value: unknown): boolean {
  if (!isObject(value) || !isObject(value['arguments'])) return false;
  const { info, typeName, fieldName } = value;
  return (isObject(info) && info['fieldName'] !== undefined) || (isText(typeName) && fieldName !== undefined);
}

function checkCalls(event: AppsyncResolverEvent, policy: AppsyncResolverPolicy & Limits): void {
  if (!isArray(event)) return checkCall(event, policy);
  if (event.length === 0 || event.length > policy.maxRecords) fail('TOO_MANY_RECORDS');
  let at = 0;
  try {
    const [first] = event as [AppsyncResolverCall];
    for (; at < event.length; at++) {
      const call = event[at] as AppsyncResolverCall;
      checkCall(call, policy);
      // One field for all, with what each stands in (AWS AppSync Developer Guide, `BatchInvoke`).
      if (toField(call) !== toField(first)) fail('INCONSISTENT', 'info.fieldName');
    }
  } catch (error) {
    failWithin(at, error);
  }
}

const toField = ({ info, typeName, fieldName }: AppsyncResolverCall): string =>
  `${info?.parentTypeName ?? typeName}.${info?.fieldName ?? fieldName}`;

function checkCall(call: AppsyncResolverCall, { allowedFields }: AppsyncResolverPolicy): void {
  if (allowedFields?.includes(toField(call)) === false) fail('NOT_ALLOWED', 'info.fieldName');
}
