import type { FormatContext } from '../src/formats/format-context.ts';
import { createStyle } from '../src/terminal/style.ts';

/** A CI log: 80 columns, no colour. */
export const plainContext: FormatContext = {
  tool: { name: 'sallyport', version: '0.0.0-test' },
  root: 'orders',
  title: 'orders',
  style: createStyle(false),
  width: 80,
  verbose: false,
  quiet: false,
};
