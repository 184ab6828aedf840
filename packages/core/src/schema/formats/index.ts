import { networkFormats } from './network.ts';
import { otherFormats } from './others.ts';
import { timeFormats } from './time.ts';
import { uriFormats } from './uris.ts';

/** The check of a format: an expression for a function of a string, in linear time. */
export interface FormatSource {
  readonly text: string;
}

/** Every format that is checked, by its name in schemas. */
export const formatSources: Readonly<Record<string, FormatSource>> = {
  ...timeFormats,
  ...networkFormats,
  ...uriFormats,
  ...otherFormats,
};
