import { identifier } from '../parts/matching.ts';
import { line, object, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

const shape = () => object({ DeploymentId: identifier, LifecycleEventHookExecutionId: line });

/** A hook of a deployment of AWS CodeDeploy. */
export type CodedeployHookEvent = Infer<typeof shape>;

export const codedeployHook: EventSource<CodedeployHookEvent> = defineSource<CodedeployHookEvent>({
  name: 'codedeploy-hook',
  shape,
  matches: ({ DeploymentId, LifecycleEventHookExecutionId }) =>
    DeploymentId !== undefined && LifecycleEventHookExecutionId !== undefined,
});
