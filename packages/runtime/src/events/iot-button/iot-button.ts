import { isText, line, object, oneOf, optional, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    serialNumber: line,
    clickType: oneOf('SINGLE', 'DOUBLE', 'LONG'),
    batteryVoltage: optional(line),
  });

/** A click of an AWS IoT button. */
export type IotButtonEvent = Infer<typeof shape>;

export const iotButton: EventSource<IotButtonEvent> = defineSource<IotButtonEvent>({
  name: 'iot-button',
  shape,
  matches: ({ serialNumber, clickType }) => isText(serialNumber) && isText(clickType),
});
