import { isObject } from '../../is-object.ts';
import { arn } from '../parts/arn.ts';
import { identifier } from '../parts/matching.ts';
import { optionalLine, optionalObject, textMap } from '../parts/optional.ts';
import { isTexts, type Policy } from '../parts/policy.ts';
import { alsoWith, exactly, line, object, optional, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { requireNamed } from '../parts/records.ts';

interface Kind {
  readonly Type?: string | null;
}

/** Who calls or is called: a number, or the address of a mail. */
const endpoint = () => optional(alsoWith<Kind>()(object({ Address: optionalLine })));

const shape = () =>
  object({
    Name: exactly('ContactFlowEvent'),
    Details: object({
      ContactData: object({
        Attributes: textMap,
        Channel: line,
        ContactId: identifier,
        CustomerEndpoint: endpoint(),
        InitialContactId: optional(line),
        InitiationMethod: optional(line),
        InstanceARN: arn('connect'),
        MediaStreams: optionalObject,
        PreviousContactId: optional(line),
        Queue: optionalObject,
        SystemEndpoint: endpoint(),
      }),
      Parameters: optionalObject,
    }),
  });

/** A step of a contact flow of Amazon Connect. */
export type ConnectContactFlowEvent = Infer<typeof shape>;

export interface ConnectContactFlowPolicy extends Policy {
  /** Instances that may call, by identifier or ARN. */
  readonly allowedInstances?: readonly string[];
}

export const connectContactFlow: EventSource<ConnectContactFlowEvent, ConnectContactFlowPolicy> = defineSource<
  ConnectContactFlowEvent,
  ConnectContactFlowPolicy
>({
  name: 'connect-contact-flow',
  shape,
  matches: ({ Name, Details }) => Name === 'ContactFlowEvent' && isObject(Details),
  policyFields: { allowedInstances: isTexts },
  check: ({ Details: { ContactData } }, { allowedInstances }): void =>
    requireNamed(ContactData.InstanceARN, allowedInstances, 'Details.ContactData.InstanceARN', '/'),
});
