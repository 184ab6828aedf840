import type { Location } from '../app/location.ts';
import type { TraceStep } from '../findings/finding.ts';

/** A place with a few words. */
export const toStep = ({ file, line, column }: Location, message: string): TraceStep => ({
  file,
  line,
  column,
  message,
});
