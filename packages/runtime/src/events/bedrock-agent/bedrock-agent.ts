import { isObject } from '../../is-object.ts';
import { fail } from '../parts/failure.ts';
import { requireAllowed } from '../parts/records.ts';
import { optionalText, textMap } from '../parts/optional.ts';
import { matching } from '../parts/matching.ts';
import { isTexts, type Policy } from '../parts/policy.ts';
import { checkJson } from '../parts/json-text.ts';
import { anything, array, isText, line, map, object, optional, refine, type Infer } from '../parts/shape.ts';
import { requireCleanKey } from '../parts/walk.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { HTTP_FIELDS, type HttpPolicy } from '../parts/http/policy.ts';
import { method } from '../parts/http/method.ts';
import { requestPath } from '../parts/http/path.ts';

/** Handlers make objects of them, and read lists and objects in the values. */
const parameter = () =>
  object({
    name: refine(line, requireCleanKey),
    type: line,
    value: refine(anything, (value: unknown, { maxDepth }) => {
      if (isText(value)) checkJson(value, maxDepth);
    }),
  });

const shape = () =>
  object({
    messageVersion: line,
    agent: object({ name: line, id: line, alias: line, version: line }),
    inputText: optionalText,
    sessionId: line,
    actionGroup: line,
    apiPath: optional(requestPath),
    httpMethod: optional(method),
    // Handlers look their functions up by it (Amazon Bedrock API, `Function`).
    function: optional(matching(/^[0-9A-Za-z][\w-]{0,199}$/, 'name of a function')),
    parameters: optional(array(parameter())),
    requestBody: optional(object({ content: map(object({ properties: optional(array(parameter())) })) })),
    sessionAttributes: textMap,
    promptSessionAttributes: textMap,
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
  policyFields: { allowedAgents: isTexts, methods: HTTP_FIELDS.methods, path: HTTP_FIELDS.path },
  check: ({ agent, parameters, apiPath, function: name }, policy): void => {
    requireAllowed(agent.id, policy.allowedAgents, 'agent.id');
    // Of two, one handler reads the first and another the last.
    const names = new Set(parameters?.map(({ name }) => name));
    if (names.size < (parameters?.length ?? 0)) fail('INCONSISTENT', 'parameters');
    // A path or a function: an action group has one of them.
    if (apiPath && name) fail('INCONSISTENT', 'function');
  },
});
