import { inspectJson } from './json-text.ts';
import { refine, string, type Shape } from './shape.ts';

/** A text that the handler parses as JSON. */
export const jsonText: Shape<string> = refine(
  string,
  (text, { maxDepth }) => inspectJson(text, maxDepth),
  'JSON in a string',
);
