import { isObject } from '../../is-object.ts';
import { optionalObject } from '../parts/optional.ts';
import { line, map, number, object, optional, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    deviceEvent: object({
      buttonClicked: optional(object({ clickType: line, reportedTime: line, additionalInfo: optionalObject })),
    }),
    deviceInfo: object({ deviceId: line, type: line, remainingLife: optional(number), attributes: optionalObject }),
    placementInfo: object({
      projectName: line,
      placementName: line,
      attributes: optionalObject,
      devices: optional(map(line)),
    }),
  });

/** A click of a device of AWS IoT 1-Click. */
export type Iot1ClickEvent = Infer<typeof shape>;

export const iot1Click: EventSource<Iot1ClickEvent> = defineSource<Iot1ClickEvent>({
  name: 'iot-1-click',
  shape,
  matches: ({ deviceEvent, placementInfo }) => isObject(deviceEvent) && isObject(placementInfo),
});
