import { arn } from '../parts/arn.ts';
import { line, map, object, string, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    claimCertificateId: line,
    certificateId: line,
    certificatePem: string,
    templateArn: arn('iot'),
    clientId: line,
    parameters: map(string),
  });

/** A device that asks AWS IoT to be provisioned. */
export type IotPreprovisionHookEvent = Infer<typeof shape>;

export const iotPreprovisionHook: EventSource<IotPreprovisionHookEvent> = defineSource<IotPreprovisionHookEvent>({
  name: 'iot-preprovision-hook',
  shape,
  matches: ({ claimCertificateId, templateArn }) => claimCertificateId !== undefined && templateArn !== undefined,
});
