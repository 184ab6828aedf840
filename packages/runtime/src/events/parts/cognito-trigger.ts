import { isForbidden } from './walk.ts';
import { fail } from './failure.ts';
import { matching } from './matching.ts';
import { optionalObject, optionalText, textMap } from './optional.ts';
import { isTexts, failPolicy, type Policy } from './policy.ts';
import { requireAllowed } from './records.ts';
import {
  alsoWith,
  array,
  boolean,
  isText,
  line,
  map,
  object,
  optional,
  refine,
  scalar,
  token,
  type Infer,
  type Shape,
} from './shape.ts';
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
  if (isForbidden(name)) fail('FORBIDDEN_KEY');
  if (/(?:^|[\\/])\.\.(?:[\\/]|$)/.test(name)) fail('TRAVERSAL');
}

/** What becomes a header of the message to them: other attributes may have lines (OpenID Connect Core, 5.1.1). */
export const attributes = optional(
  refine(map(scalar), ({ email, phone_number: phone }) => {
    if (isText(email)) requireLine(email, 'email');
    if (isText(phone)) requireLine(phone, 'phone_number');
  }),
);

/** What most triggers are told of the user. */
export const profile = { userAttributes: attributes, clientMetadata: textMap };

export interface Challenge {
  readonly challengeName: string;
  readonly challengeMetadata?: string | null;
}

/** Challenges that were answered: who looks whether one was passed takes any text for a yes. */
export const session = () => optional(array(alsoWith<Challenge>()(object({ challengeResult: boolean }))));

/** What a policy of a trigger may say. */
export interface CognitoPolicy extends Omit<Policy, 'allowedAccounts'> {
  /** User pools that triggers may come from, by identifier. */
  readonly allowedUserPools?: readonly string[];
  /** App clients that users may sign in with, by identifier. */
  readonly allowedClients?: readonly string[];
}

type Trigger = { [K in keyof typeof trigger]: Infer<(typeof trigger)[K]> };

/** Its events say the name of the source, as `PreSignUp_SignUp`; where they may say another, `pattern` tells. */
export function defineTrigger<E>(
  name: SourceName,
  shape: () => Shape<E>,
  pattern?: RegExp,
): EventSource<E, CognitoPolicy> {
  const source = defineSource<E, CognitoPolicy>({
    name,
    shape,
    policyFields: { allowedUserPools: isTexts, allowedClients: isTexts },
    matches: ({ triggerSource, userPoolId }) =>
      isText(triggerSource) &&
      isText(userPoolId) &&
      (pattern?.test(triggerSource) ?? triggerSource.toLowerCase().startsWith(name.slice(8).replaceAll('-', ''))),
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
    failPolicy('policy.allowedAccounts', 'has nothing to check: triggers name no account');
}

function checkTrigger({ userPoolId, callerContext }: Trigger, policy: CognitoPolicy): void {
  requireAllowed(userPoolId, policy.allowedUserPools, 'userPoolId');
  requireAllowed(callerContext.clientId, policy.allowedClients, 'callerContext.clientId');
  refuseAccounts(policy);
}
