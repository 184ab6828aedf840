import type { FormatSource } from './format-source.ts';
import { networkFormats } from './network.ts';
import { otherFormats } from './others.ts';
import { timeFormats } from './time.ts';
import { uriFormats } from './uris.ts';

/** Every format that is checked, by its name in schemas. */
export const formatSources: Readonly<Record<string, FormatSource>> = {
  ...timeFormats,
  ...networkFormats,
  ...uriFormats,
  ...otherFormats,
};
