import { fail } from './failure.ts';
import { toCharacter } from './json-text.ts';

// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u;

/** Control characters, those that turn the direction of text, and halves of characters. */
export const hasControlInName = (text: string): boolean => CONTROL.test(text);

/** `/etc/passwd`, `C:\\`, `C:/`, `file:///etc` and the like: a key that a careless join takes for a place of its own. */
const ABSOLUTE = /^(?:\/|~\/|file:|[A-Za-z]:[\\/]|[A-Za-z][A-Za-z0-9+.-]*:\/\/)/;

/** A `.` or `..` between slashes, also as `..;` which some servers take for `..`. */
const DOTS = /(?:^|[\\/])\.{1,2}(?:;[^\\/]*)?(?:[\\/]|$)/;

/** An overlong encoding of a dot or a slash, which lenient decoders accept (Unicode, "Non-shortest form"). */
const OVERLONG = /%(?:c0|c1|e0%80|f0%80%80)/i;

const ENCODED = /%([0-7][0-9a-f])/gi;

const MAX_ROUNDS = 4;

/**
 * Refuses a path that leaves its folder once it is decoded, however often: `..` and `.` as segments, encoded once or more,
 * behind backslashes or in full width.
 */
export function checkTraversal(path: string): void {
  if (!NOTABLE.test(path)) return;
  let text = path;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (DOTS.test(text)) fail('TRAVERSAL');
    if (!text.includes('%')) break;
    const decoded = text.replaceAll(ENCODED, toCharacter);
    if (OVERLONG.test(text) || (round > 0 && decoded !== text && decoded.includes('\\'))) fail('TRAVERSAL');
    if (decoded === text) break;
    text = decoded;
  }
  if (DOTS.test(text.normalize('NFKC'))) fail('TRAVERSAL');
}

/** Dots, what can be decoded, and what is a dot by another name. */
const NOTABLE = /[.%\x80-\uffff]/;

/** Keys are at most this long in UTF-8 (Amazon S3 User Guide, "Naming Amazon S3 objects"). */
const MAX_KEY_BYTES = 1024;

/**
 * The name of an object as a notification of S3 carries it, decoded exactly once: `+` is a blank, and percent-encoding is
 * UTF-8 (Amazon S3 User Guide, "Event message structure"). Throws a `URIError` where it is malformed.
 */
export function decodeObjectKey(key: string): string {
  const text = key.includes('+') ? key.replaceAll('+', ' ') : key;
  return text.includes('%') ? decodeURIComponent(text) : text;
}

/** Control characters that are encoded, once or more. */
export const hasEncodedControl = (text: string): boolean => /%(?:25)*(?:[01][0-9a-f]|7f)/i.test(text);

/** Backslashes, encoded or not. */
export const hasBackslash = (text: string): boolean => /\\|%(?:25)*5c/i.test(text);

/** Checks an object key that is decoded. */
export function checkObjectKey(key: string): void {
  if (key === '') fail();
  if (key.length > MAX_KEY_BYTES || Buffer.byteLength(key) > MAX_KEY_BYTES) fail('TOO_LARGE');
  if (hasControlInName(key)) fail('CONTROL_CHARACTER');
  if (ABSOLUTE.test(key) || key.includes('\\')) fail('TRAVERSAL');
  checkTraversal(key);
  // What a second decoding would bring to light: a literal `%` is rare in keys, and these mean nothing good.
  if (hasEncodedControl(key)) fail('CONTROL_CHARACTER');
  if (/^%(?:25)*2f/i.test(key) || hasBackslash(key)) fail('TRAVERSAL');
}

/** What most keys look like: words between slashes and stops, with nothing to decode but blanks and no dots at an edge. */
const PLAIN = /^(?:[\w+-]+\/)*[\w+-]+(?:\.[\w-]+)*$/;

/** Checks an object key as a notification of S3 carries it, after decoding it once. */
export function checkEncodedKey(key: string): void {
  if (key.length <= MAX_KEY_BYTES && PLAIN.test(key)) return;
  // Each byte is three characters at most.
  if (key.length > 3 * MAX_KEY_BYTES) fail('TOO_LARGE');
  let decoded: string;
  try {
    decoded = decodeObjectKey(key);
  } catch {
    fail(OVERLONG.test(key) ? 'TRAVERSAL' : 'ENCODING');
  }
  checkObjectKey(decoded);
}
