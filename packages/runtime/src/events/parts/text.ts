import { fail, type Failure } from './failure.ts';
import { string, refine, type Shape } from './shape.ts';

// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\0-\x08\x0a-\x1f\x7f]/;

/** Whether a text holds a control character other than a tab, which HTTP allows in a value (RFC 9110, 5.5). */
export function hasControl(text: string): boolean {
  if (text.length > SHORT) return CONTROL.test(text);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code < 0x20 && code !== 0x09) || code === 0x7f) return true;
  }
  return false;
}

/** Up to here a loop is faster than a pattern, and most texts of an event are shorter. */
const SHORT = 24;

/** A short text without control characters: names, identifiers, tokens. */
export const line: Shape<string> = /* @__PURE__ */ refine(
  string,
  (value) => findControl(value),
  'string, no control characters',
);

export function findControl(text: string): Failure | undefined {
  return hasControl(text) ? fail('CONTROL_CHARACTER') : undefined;
}

// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const UNFOLDED = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]|(?:\r\n|\r|\n)(?![ \t])/;

/** The value of a header of an email: a line break in it is followed by a blank (RFC 5322, 2.2.3). */
export const folded: Shape<string> = /* @__PURE__ */ refine(
  string,
  (value) => (UNFOLDED.test(value) ? fail('CONTROL_CHARACTER') : undefined),
  'header of an email',
);

/** The length of a text in UTF-8 is more than `max` bytes. */
export function isLonger(text: string, max: number): boolean {
  if (text.length > max) return true;
  return text.length * 3 > max && Buffer.byteLength(text) > max;
}

/** A text of at most `maxBodyBytes`. */
export const content: Shape<string> = /* @__PURE__ */ refine(
  string,
  (value, { maxBodyBytes }) => (isLonger(value, maxBodyBytes) ? fail('TOO_LARGE') : undefined),
  'string, at most maxBodyBytes',
);
