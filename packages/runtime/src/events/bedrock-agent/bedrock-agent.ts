import { fail, type Failure } from '../parts/failure.ts';
import { optionalText, optionalObject } from '../parts/http-fields.ts';
import type { Policy } from '../parts/policy.ts';
import { anything, array, isObject, map, object, optional, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { line } from '../parts/text.ts';
import type { HttpPolicy } from '../parts/http-policy.ts';
import { checkMethod, checkPath } from '../parts/http-request.ts';

const parameter = object({ name: line, type: line, value: optional(anything) });

const shape = object({
  messageVersion: line,
  agent: object({ name: line, id: line, alias: line, version: line }),
  inputText: optionalText,
  sessionId: line,
  actionGroup: line,
  apiPath: optionalText,
  httpMethod: optionalText,
  function: optional(line),
  parameters: optional(array(parameter)),
  requestBody: optional(object({ content: map(object({ properties: optional(array(parameter)) })) })),
  sessionAttributes: optionalObject,
  promptSessionAttributes: optionalObject,
});

/** A call that an agent of Amazon Bedrock makes: what it says, a language model has written. */
export type BedrockAgentEvent = Infer<typeof shape>;

export interface BedrockAgentPolicy extends Policy, Pick<HttpPolicy, 'methods' | 'path'> {
  /** Agents that may call, by identifier. */
  readonly allowedAgents?: readonly string[];
}

export const bedrockAgent: EventSource<BedrockAgentEvent, BedrockAgentPolicy> = defineSource<
  BedrockAgentEvent,
  BedrockAgentPolicy
>({
  name: 'bedrock-agent',
  shape,
  matches: ({ messageVersion, agent, actionGroup }) =>
    messageVersion !== undefined && isObject(agent) && actionGroup !== undefined,
  policyFields: ['allowedAgents', 'methods', 'path'],
  check: ({ agent, apiPath, httpMethod }, policy): Failure | undefined => {
    if (policy.allowedAgents?.includes(agent.id) === false) return fail('NOT_ALLOWED', 'agent', 'id');
    const wrongMethod = typeof httpMethod === 'string' ? checkMethod(httpMethod, policy) : undefined;
    if (wrongMethod) return fail(wrongMethod.code, 'httpMethod');
    const wrongPath = checkPath(apiPath, policy);
    return wrongPath && fail(wrongPath.code, 'apiPath');
  },
});
