import { fail } from './failure.ts';
import { map, refine, string, type Shape } from './shape.ts';

/** Most texts have none of these, and to look for them takes half as long. */
const UNUSUAL = /[^ -~]/;

/** A control character other than a tab, which HTTP allows in a value (RFC 9110, 5.5). */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\0-\b\n-\x1f\x7f]/;

/** Refuses a text that has one, at `path` within what is checked. */
export function requireLine(text: string, path?: string): void {
  if (UNUSUAL.test(text) && CONTROL.test(text)) fail('CONTROL_CHARACTER', path);
}

// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const UNFOLDED = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]|\r?\n(?![ \t])|\r(?!\n)/;

/** The value of a header of an email: a line break in it is followed by a blank (RFC 5322, 2.2.3). */
export const folded: Shape<string> = /* @__PURE__ */ refine(
  string,
  (value) => {
    if (UNUSUAL.test(value) && UNFOLDED.test(value)) fail('CONTROL_CHARACTER');
  },
  'header of an email',
);

/** The length of a text in UTF-8 is at most `max` bytes. */
export function requireLength(text: string, max: number): void {
  if (text.length > max || (text.length * 3 > max && Buffer.byteLength(text) > max)) fail('TOO_LARGE');
}

/** A map whose names go into lines, as those of headers and attributes do. */
export const named = <T>(item: Shape<T>): Shape<Record<string, T>> =>
  refine(map(item), (all) => {
    for (const name in all) requireLine(name);
  });

/** A text of at most `maxBodyBytes`. */
export const content: Shape<string> = /* @__PURE__ */ refine(
  string,
  (value, { maxBodyBytes }) => requireLength(value, maxBodyBytes),
  'string, at most maxBodyBytes',
);
