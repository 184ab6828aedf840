import { findField } from '../../app/code-value.ts';
import { createTargets } from '../create-targets.ts';
import { deriveNeeds } from '../derive-needs.ts';
import type { NeedRule, ResourceTarget, ServiceRules } from '../need.ts';
import { findAtPath, passRole } from '../passed-roles.ts';
import { draftOf } from './need-on.ts';

// Source: "Actions, resources, and condition keys" for Amazon ECS and AWS Batch, and "IAM roles for Amazon ECS".

const FAMILY = 'TaskDefinitionFamilyName';
const TASK_ROLES = { cfnTypes: ['AWS::ECS::TaskDefinition'], properties: ['TaskRoleArn', 'ExecutionRoleArn'] } as const;
const ARN = 'arn:${Partition}:ecs:${Region}:${Account}:task-definition/${TaskDefinitionFamilyName}';

/** A family without a revision means its newest one. */
const onTaskDefinition: NeedRule = (call) => {
  const draft = { ...draftOf(call, 'ecs:task-definition', FAMILY, ['taskDefinition']), arn: ARN };
  const overrides = [
    ...findAtPath(call.args, ['overrides', 'taskRoleArn']),
    ...findAtPath(call.args, ['overrides', 'executionRoleArn']),
  ];
  const pass = passRole(overrides);
  const code = findField(call.args, 'taskDefinition');
  const [role] = pass.targets;
  // The roles stand in the task definition, which the call only names.
  const isNamed = overrides.length === 0 && code !== undefined && role?.kind === 'resource';
  const targets = isNamed ? [{ ...role, through: { code, ...TASK_ROLES } }] : pass.targets;
  return [
    { action: `ecs:${call.operation}`, targets: createTargets(draft) },
    { ...pass, targets },
  ];
};

export const ecsRules: ServiceRules = { RunTask: onTaskDefinition, StartTask: onTaskDefinition };

/** A job runs a definition, by name (the newest revision), name and revision, or ARN, in a queue. */
const submitJob: NeedRule = (call) => {
  const definition = findField(call.args, 'jobDefinition');
  const draft = draftOf(call, 'batch:job-definition', 'JobDefinitionName', ['jobDefinition']);
  const exact = createTargets(draft);
  const isBareName = definition?.kind === 'const' && !/[:]/.test(String(definition.value));
  const revisions: readonly ResourceTarget[] = isBareName ? createTargets({ ...draft, suffix: ':*' }) : [];
  const queue = createTargets(draftOf(call, 'batch:job-queue', 'JobQueueName', ['jobQueue']));
  const tagging = deriveNeeds(call).filter((need) => need.action === 'batch:TagResource');
  return [{ action: 'batch:SubmitJob', targets: [...exact, ...revisions, ...queue] }, ...tagging];
};

export const batchRules: ServiceRules = { SubmitJob: submitJob };
