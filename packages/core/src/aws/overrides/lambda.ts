import { findField } from '../../app/code-value.ts';
import type { CodeValue } from '../../app/code-value.ts';
import { createTargets } from '../create-targets.ts';
import { deriveNeeds } from '../derive-needs.ts';
import { isGiven } from '../is-given.ts';
import type { NeedCall, NeedRule, ResourceTarget, ServiceRules } from '../need.ts';
import { allOf, draftOf, needOn, optionally, whenGiven } from './need-on.ts';

// Source: "Actions, resources, and condition keys for AWS Lambda" and the Lambda Developer Guide's page on versions and aliases in policies.

/** Calling a version or alias asks for the function's ARN with the qualifier behind it. */
function toFunction(call: NeedCall): readonly ResourceTarget[] {
  const draft = draftOf(call, 'lambda:function', 'FunctionName', ['FunctionName']);
  const qualifier: CodeValue | undefined = isGiven(call.args, ['Qualifier'])
    ? findField(call.args, 'Qualifier')
    : undefined;
  if (qualifier === undefined) return createTargets(draft);
  return createTargets({ ...draft, suffix: ':${Qualifier}', names: { Qualifier: qualifier } });
}

const onFunction =
  (action: string): NeedRule =>
  (call) => [{ action: `lambda:${action}`, targets: toFunction(call) }];

/** Lambda fetches the code with the caller's rights: "make sure your request credentials have permission to GetObject". */
const readCode =
  (bucket: string, key: string): NeedRule =>
  (call) => {
    const code = findField(call.args, 'Code');
    const holder = code !== undefined && code.kind !== 'unknown' ? code : call.args;
    const whole = isGiven(holder, [bucket]) ? findField(holder, bucket) : undefined;
    if (whole === undefined) return [];
    const names = { ObjectName: findField(holder, key) };
    return [
      { action: 's3:GetObject', targets: createTargets({ type: 's3:object', whole, wholeName: 'BucketName', names }) },
    ];
  };

/** A function uses the versions of layers that it is given. */
const useLayers: NeedRule = whenGiven(
  ['Layers'],
  needOn('lambda:GetLayerVersion', 'lambda:layerversion', 'LayerVersion', ['Layers']),
);

/** What the durable execution SDK keeps of the function's own executions, whichever version runs. */
const onOwnExecutions =
  (action: string): NeedRule =>
  (call) => {
    if (!isGiven(call.args, ['FunctionName'])) return deriveNeeds(call);
    const draft = draftOf(call, 'lambda:durable execution', 'FunctionName', ['FunctionName']);
    return [{ action: `lambda:${action}`, targets: createTargets(draft) }];
  };

/** Tags are on functions, event sources and signing configurations: which of them, the name of what holds the ARN may tell. */
const onTagged: NeedRule = (call) => {
  const whole = findField(call.args, 'Resource');
  const isFunction = whole?.kind === 'result' && whole.path.at(-1) === 'FunctionArn';
  if (!isFunction) return deriveNeeds(call);
  const draft = { ...draftOf(call, 'lambda:function', 'FunctionName', ['Resource']), wholeForm: 'arn' as const };
  return [{ action: `lambda:${call.operation}`, targets: createTargets(draft) }];
};

export const lambdaRules: ServiceRules = {
  ListTags: onTagged,
  TagResource: onTagged,
  UntagResource: onTagged,
  CheckpointDurableExecution: onOwnExecutions('CheckpointDurableExecution'),
  GetDurableExecutionState: onOwnExecutions('GetDurableExecutionState'),
  Invoke: onFunction('InvokeFunction'),
  InvokeAsync: onFunction('InvokeFunction'),
  InvokeWithResponseStream: onFunction('InvokeFunction'),
  GetLayerVersionByArn: needOn('lambda:GetLayerVersion', 'lambda:layerversion', 'LayerVersion', ['Arn']),
  CreateFunction: allOf(deriveNeeds, readCode('S3Bucket', 'S3Key'), optionally(useLayers)),
  UpdateFunctionCode: allOf(deriveNeeds, readCode('S3Bucket', 'S3Key')),
  UpdateFunctionConfiguration: allOf(deriveNeeds, optionally(useLayers)),
};

/** A function URL called over HTTP with a signature. */
export const lambdaUrlRules: ServiceRules = {
  InvokeFunctionUrl: needOn('lambda:InvokeFunctionUrl', 'lambda:function', 'FunctionName', ['FunctionName', 'url']),
};
