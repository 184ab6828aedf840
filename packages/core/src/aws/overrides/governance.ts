import { constant, findField } from '../../app/code-value.ts';
import type { CodeValue } from '../../app/code-value.ts';
import { createTargets } from '../create-targets.ts';
import { deriveNeeds } from '../derive-needs.ts';
import { isGiven } from '../is-given.ts';
import { anyTarget } from '../need.ts';
import type { NeedRule, ServiceRules } from '../need.ts';
import { allOf, forEach, needAny, needOn } from './need-on.ts';

// Source: the service authorization reference's pages for AWS Organizations, WAF, CodeArtifact, Amazon ECR Public, QuickSight and
// End User Messaging, and the API pages that name further permissions.

/** A policy is attached to a root, a unit or an account, by an id that tells which. */
const withTarget: NeedRule = (call) => {
  const whole = findField(call.args, 'TargetId');
  const targets = [
    ['account', 'AccountId'],
    ['organizationalunit', 'OrganizationalUnitId'],
    ['root', 'RootId'],
  ].flatMap(([type, wholeName]) =>
    createTargets({ type: `organizations:${type ?? ''}`, whole, wholeName: wholeName ?? '' }),
  );
  return deriveNeeds(call).map((need) => ({ ...need, targets: [...need.targets, ...targets] }));
};

export const organizationsRules: ServiceRules = forEach(['AttachPolicy', 'DetachPolicy'], () => withTarget);

const SCOPES: Readonly<Record<string, string>> = { REGIONAL: 'regional', CLOUDFRONT: 'global' };

/** The ARN has another word for the scope than the call, and global resources are those of one region. */
const scoped: NeedRule = (call) =>
  deriveNeeds(call).map((need) => ({
    ...need,
    targets: need.targets.map((target) =>
      target.kind === 'any' || !Object.hasOwn(target.names, 'Scope')
        ? target
        : { ...target, names: { ...target.names, Scope: toScope(target.names['Scope']) } },
    ),
  }));

const toScope = (said: CodeValue | undefined): CodeValue | undefined => {
  const word = said?.kind === 'const' ? SCOPES[String(said.value)] : undefined;
  return word === undefined ? undefined : constant(word);
};

const WAF_OPERATIONS = ['IPSet', 'RegexPatternSet', 'RuleGroup', 'WebACL'].flatMap((noun) =>
  ['Create', 'Get', 'Update', 'Delete'].map((verb) => `${verb}${noun}`),
);

export const wafRules: ServiceRules = forEach(WAF_OPERATIONS, () => scoped);

/** Registries hand tokens out through STS. */
const withBearerToken = allOf(deriveNeeds, needAny('sts:GetServiceBearerToken'));

export const codeArtifactRules: ServiceRules = { GetAuthorizationToken: withBearerToken };
export const ecrPublicRules: ServiceRules = { GetAuthorizationToken: withBearerToken };

/** Dashboards and topics that the page may show are listed by ARN. */
export const quickSightRules: ServiceRules = {
  GenerateEmbedUrlForAnonymousUser: (call) =>
    deriveNeeds(call).map((need) => ({
      ...need,
      targets: [
        ...need.targets,
        ...needOn(need.action, 'quicksight:dashboard', 'ResourceId', ['AuthorizedResourceArns'])(call).flatMap(
          ({ targets }) => targets,
        ),
      ],
    })),
};

/** The origin of a message is a number, a pool or a sender, as its text tells: known when it is sent. */
const sendMessage: NeedRule = (call) => [{ action: `sms-voice:${call.operation}`, targets: [anyTarget] }];

export const smsVoiceRules: ServiceRules = forEach(
  ['SendTextMessage', 'SendVoiceMessage', 'SendMediaMessage'],
  () => (call) => (isGiven(call.args, ['OriginationIdentity']) ? sendMessage(call) : deriveNeeds(call)),
);

/** Recommendations come from a campaign or a recommender. */
export const personalizeRuntimeRules: ServiceRules = {
  GetRecommendations: (call) =>
    isGiven(call.args, ['recommenderArn'])
      ? needOn('personalize:GetRecommendations', 'personalize:recommender', 'ResourceId', ['recommenderArn'])(call)
      : deriveNeeds(call),
};
