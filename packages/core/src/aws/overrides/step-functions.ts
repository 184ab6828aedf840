import { findField } from '../../app/code-value.ts';
import type { CodeValue } from '../../app/code-value.ts';
import { createTargets } from '../create-targets.ts';
import { deriveNeeds } from '../derive-needs.ts';
import { isGiven } from '../is-given.ts';
import type { NeedRule, ServiceRules } from '../need.ts';
import { forEach, needOn } from './need-on.ts';

// Source: "Actions, resources, and condition keys for AWS Step Functions".

/** An execution that the code itself started is one of the machine that it named then. */
const onExecution: NeedRule = (call) => {
  const arn = findField(call.args, 'executionArn');
  const machine = findMachine(arn);
  if (machine === undefined) return deriveNeeds(call);
  const draft = {
    type: 'states:execution',
    whole: machine,
    wholeName: 'StateMachineName',
    wholeForm: 'arn',
    region: call.region,
  } as const;
  return [{ action: `states:${call.operation}`, targets: createTargets(draft) }];
};

function findMachine(value: CodeValue | undefined): CodeValue | undefined {
  if (value?.kind !== 'result' || value.service !== 'sfn' || value.operation !== 'StartExecution') return undefined;
  return findField(value.args, 'stateMachineArn');
}

/** The ARN of an execution tells of which kind it is: express executions are described only where a map run started them. */
const describe: NeedRule = (call) => {
  const kind = findField(call.args, 'executionArn')?.kind;
  const isNamed = kind === 'const' || kind === 'env' || kind === 'concat';
  return onExecution(call).map((need) => ({
    ...need,
    targets: need.targets.filter((t) => !isNamed || t.kind === 'any' || t.resourceType === 'execution'),
  }));
};

export const sfnRules: ServiceRules = {
  ...forEach(['StopExecution', 'GetExecutionHistory'], () => onExecution),
  DescribeExecution: describe,
  // Executions of a machine or of a map run: the arguments hold one of them.
  ListExecutions: (call) =>
    isGiven(call.args, ['stateMachineArn'])
      ? needOn('states:ListExecutions', 'states:statemachine', 'StateMachineName', ['stateMachineArn'])(call)
      : deriveNeeds(call),
};
