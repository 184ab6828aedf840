import { fail, type Failure } from '../parts/failure.ts';
import { array, isObject, object, optional, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { line } from '../parts/text.ts';
import { jsonText } from '../parts/json-text-shape.ts';

const shape = object({
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
    check: ({ Items }, _, { maxRecords }): Failure | undefined =>
      Items.CustomerProfiles.length > maxRecords ? fail('TOO_MANY_RECORDS', 'Items', 'CustomerProfiles') : undefined,
  });
