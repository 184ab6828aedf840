import { findAction } from './actions.ts';
import { isGiven } from './is-given.ts';
import type { Need, NeedCall } from './need.ts';

/** Action that a create call with tags needs as well, where AWS's pages on tagging at creation say so. */
const TAGGING: Readonly<Record<string, string>> = {
  dynamodb: 'dynamodb:TagResource',
  lambda: 'lambda:TagResource',
  sqs: 'sqs:TagQueue',
  sns: 'sns:TagResource',
  secretsmanager: 'secretsmanager:TagResource',
  ssm: 'ssm:AddTagsToResource',
  logs: 'logs:TagResource',
  events: 'events:TagResource',
  states: 'states:TagResource',
  kms: 'kms:TagResource',
  scheduler: 'scheduler:TagResource',
  ecs: 'ecs:TagResource',
  batch: 'batch:TagResource',
  iam: 'iam:TagRole',
};
const MEMBERS = ['Tags', 'tags', 'TagSpecifications'];

/** Tags on a call that creates something: the tagging action on the same resource. */
export function findTaggingNeeds(call: NeedCall, own: Need): readonly Need[] {
  if (!/^(Create|Put|Run|Start|Submit|Register)/.test(call.operation) || !isGiven(call.args, MEMBERS)) return [];
  const prefix = own.action.slice(0, own.action.indexOf(':'));
  if (prefix === 'iam' && call.operation !== 'CreateRole') return [];
  if (prefix === 'ec2') return [{ action: 'ec2:CreateTags', targets: [{ kind: 'any' }] }];
  const action = Object.hasOwn(TAGGING, prefix) ? TAGGING[prefix] : undefined;
  return action === undefined || findAction(action) === undefined ? [] : [{ action, targets: own.targets }];
}
