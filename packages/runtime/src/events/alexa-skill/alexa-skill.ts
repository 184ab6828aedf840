import { fail } from '../parts/failure.ts';
import { optionalText, optionalBoolean, optionalObject } from '../parts/http-fields.ts';
import { isTexts, type Policy } from '../parts/policy.ts';
import { isObject, line, object, optional, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

const shape = object({
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
    timestamp: line,
    locale: optional(line),
    intent: optional(object({ name: line, slots: optionalObject, confirmationStatus: optionalText })),
  }),
});

/** A request to a skill of Alexa. */
export type AlexaSkillEvent = Infer<typeof shape>;

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
    typeof request['requestId'] === 'string' &&
    request['type'] !== undefined &&
    (isObject(session) || isObject(context)),
  policyFields: { allowedSkills: isTexts },
  check: ({ session, context }, { allowedSkills }) => {
    if (allowedSkills === undefined) return;
    const system = context?.['System'] as { application?: { applicationId?: unknown } } | undefined;
    const skills = [session?.application.applicationId, system?.application?.applicationId].filter(
      (one) => one !== undefined,
    );
    const isAllowed = skills.length > 0 && skills.every((one) => allowedSkills.includes(one as string));
    if (!isAllowed) fail('NOT_ALLOWED', 'session.application.applicationId');
  },
});
