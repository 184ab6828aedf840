import { isObject } from '../../is-object.ts';
import { time } from '../parts/matching.ts';
import { fail } from '../parts/failure.ts';
import { optionalText, optionalBoolean, optionalObject } from '../parts/optional.ts';
import { isTexts, type Policy } from '../parts/policy.ts';
import { isText, line, object, optional, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    version: line,
    session: optional(
      object({
        new: optionalBoolean,
        sessionId: line,
        application: object({ applicationId: line }),
        attributes: optionalObject,
        user: optionalObject,
      }),
    ),
    context: optionalObject,
    request: object({
      type: line,
      requestId: line,
      timestamp: time,
      locale: optional(line),
      intent: optional(object({ name: line, slots: optionalObject, confirmationStatus: optionalText })),
    }),
  });

/** A request to a skill of Alexa. */
export type AlexaSkillEvent = Infer<typeof shape>;

interface System {
  readonly application?: { readonly applicationId?: unknown } | null;
  readonly apiEndpoint?: string | null;
}

/** Alexa Skills Kit, "Request and Response JSON Reference". */
const DEFAULT_ENDPOINT = 'https://api.amazonalexa.com';

export interface AlexaSkillPolicy extends Policy {
  /** Skills that requests may be for, by identifier (Alexa Skills Kit, "Verify that the request is intended for your skill"). */
  readonly allowedSkills?: readonly string[];
}

export const alexaSkill: EventSource<AlexaSkillEvent, AlexaSkillPolicy> = defineSource<
  AlexaSkillEvent,
  AlexaSkillPolicy
>({
  name: 'alexa-skill',
  shape,
  matches: ({ version, request, session, context }) =>
    version !== undefined &&
    isObject(request) &&
    isText(request['requestId']) &&
    request['type'] !== undefined &&
    (isObject(session) || isObject(context)),
  policyFields: { allowedSkills: isTexts },
  check: ({ session, context }, { allowedSkills }) => {
    const system = context?.['System'] as System | null | undefined;
    // The function sends the user's token there.
    if (!/^https:\/\/api(?:\.[a-z]+)?\.amazonalexa\.com\/?$/.test(system?.apiEndpoint ?? DEFAULT_ENDPOINT))
      fail('URL', 'context.System.apiEndpoint');
    const [skill, other] = [session?.application.applicationId, system?.application?.applicationId];
    if (skill !== undefined && other !== undefined && skill !== other)
      fail('INCONSISTENT', 'session.application.applicationId');
    const isAllowed = allowedSkills === undefined || allowedSkills.includes((skill ?? other) as string);
    if (!isAllowed) fail('NOT_ALLOWED', 'session.application.applicationId');
  },
});
