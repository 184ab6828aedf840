import { arn } from './arn.ts';
import { optionalBoolean, optionalObject, optionalText } from './optional.ts';
import { firstRecord } from './records.ts';
import { line, object, optional } from './shape.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What stands beside the records of a stream where they are put together in windows (AWS Lambda Developer Guide, "Tumbling windows"). */
export const windowFields = (service: string) => ({
  window: optional(object({ start: line, end: line })),
  state: optionalObject,
  shardId: optionalText,
  eventSourceARN: optional(arn(service)),
  isFinalInvokeForWindow: optionalBoolean,
  isWindowTerminatedEarly: optionalBoolean,
});

/** Whether an event ends a window: it carries the state of a stream's shard, and may carry no records. */
const endsWindow = ({ isFinalInvokeForWindow, eventSourceARN }: Fields, service: string): boolean =>
  isFinalInvokeForWindow === true && String(eventSourceARN).split(':')[2] === service;

/** How events of a stream are recognised. */
export const ofStream = (
  service: string,
): { readonly matches: (event: Fields) => boolean; readonly mayBeEmpty: (event: Fields) => boolean } => ({
  matches: (event) => firstRecord(event)['eventSource'] === `aws:${service}` || endsWindow(event, service),
  mayBeEmpty: (event) => endsWindow(event, service),
});
