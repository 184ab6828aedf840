import { EventError } from '../../errors.ts';
import { fail } from './failure.ts';
import { matching } from './matching.ts';
import { optionalObject, optionalText } from './optional.ts';
import { isTexts, toWrong, type Policy } from './policy.ts';
import { requireAllowed } from './records.ts';
import { freeObject, isText, line, object, optional, refine, token, type Infer, type Shape } from './shape.ts';
import { defineSource, type EventSource } from './source.ts';
import { requireLine } from './text.ts';
import type { SourceName } from '../source-name.ts';

/** What all triggers of a user pool share (Amazon Cognito Developer Guide, "Customizing user pool workflows with Lambda triggers"). */
export const trigger = {
  version: line,
  triggerSource: line,
  region: line,
  userPoolId: matching(/^[\w<>-]{1,55}$/, 'user pool'),
  // Folders are made of it, and users choose it: punctuation is part of a name.
  userName: optional(refine(token, checkName, 'name of a user')),
  callerContext: object({ awsSdkVersion: optionalText, awsSdk: optionalText, clientId: line }),
  response: optionalObject,
};

function checkName(name: string): void {
  if (/(?:^|[\\/])\.\.(?:[\\/]|$)/.test(name)) fail('TRAVERSAL');
}

/** What becomes a header of the message to them: other attributes may have lines (OpenID Connect Core, 5.1.1). */
export const attributes = optional(
  refine(freeObject, ({ email, phone_number: phone }) => {
    if (isText(email)) requireLine(email, 'email');
    if (isText(phone)) requireLine(phone, 'phone_number');
  }),
);

/** What most triggers are told of the user. */
export const profile = { userAttributes: attributes, clientMetadata: optionalObject };

/** What a policy of a trigger may say. */
export interface CognitoPolicy extends Omit<Policy, 'allowedAccounts'> {
  /** User pools that triggers may come from, by identifier. */
  readonly allowedUserPools?: readonly string[];
  /** App clients that users may sign in with, by identifier. */
  readonly allowedClients?: readonly string[];
}

type Trigger = { [K in keyof typeof trigger]: Infer<(typeof trigger)[K]> };

export function defineTrigger<E>(
  name: SourceName,
  prefixes: readonly string[],
  shape: () => Shape<E>,
  isDefault: boolean = false,
): EventSource<E, CognitoPolicy> {
  const source = defineSource<E, CognitoPolicy>({
    name,
    shape,
    policyFields: { allowedUserPools: isTexts, allowedClients: isTexts },
    matches: ({ triggerSource, userPoolId }) => {
      if (typeof triggerSource !== 'string' || typeof userPoolId !== 'string') return false;
      // An empty name stands in a published sample of a sign-up.
      if (triggerSource === '') return isDefault;
      return prefixes.some((prefix) => triggerSource.startsWith(prefix));
    },
    check: (event, policy) => checkTrigger(event as Trigger, policy),
  });
  return {
    ...source,
    checkPolicy: (policy) => {
      source.checkPolicy(policy);
      if (policy !== undefined) refuseAccounts(policy);
    },
  };
}

/** An ordinary trigger names no account: there is nothing to hold against a list of accounts. */
function refuseAccounts({ allowedAccounts }: Policy): void {
  if (allowedAccounts !== undefined)
    throw new EventError(
      'ERR_EVENT_POLICY',
      ...toWrong('policy.allowedAccounts', 'has nothing to check: triggers name no account'),
    );
}

function checkTrigger({ userPoolId, callerContext }: Trigger, policy: CognitoPolicy): void {
  requireAllowed(userPoolId, policy.allowedUserPools, 'userPoolId');
  requireAllowed(callerContext.clientId, policy.allowedClients, 'callerContext.clientId');
  refuseAccounts(policy);
}
