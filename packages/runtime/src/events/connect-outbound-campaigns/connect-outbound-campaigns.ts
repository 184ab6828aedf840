import { isObject } from '../../is-object.ts';
import { requireCount } from '../parts/records.ts';
import { array, line, object, optional, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { jsonText } from '../parts/json-text.ts';

const shape = () =>
  object({
    InvocationMetadata: object({
      CampaignContext: object({
        CampaignId: line,
        RunId: optional(line),
        ActionId: optional(line),
        CampaignName: optional(line),
      }),
    }),
    Items: object({
      CustomerProfiles: array(object({ ProfileId: line, CustomerData: jsonText, IdempotencyToken: optional(line) })),
    }),
  });

/** Profiles of an outbound campaign of Amazon Connect. */
export type ConnectOutboundCampaignsEvent = Infer<typeof shape>;

export const connectOutboundCampaigns: EventSource<ConnectOutboundCampaignsEvent> =
  defineSource<ConnectOutboundCampaignsEvent>({
    name: 'connect-outbound-campaigns',
    shape,
    matches: ({ InvocationMetadata, Items }) => isObject(InvocationMetadata) && isObject(Items),
    check: ({ Items }, policy): void => requireCount(Items.CustomerProfiles.length, policy, 'Items.CustomerProfiles'),
  });
