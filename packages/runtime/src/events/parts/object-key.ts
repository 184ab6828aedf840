import { fail } from './failure.ts';
import { unescape } from './unescape.ts';

/** Control characters, separators of lines, those that turn the direction of text, and halves of characters. */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/u;

/** `/etc/passwd`, `\\server`, `C:\\`, `C:/`, `file:///etc` and the like: a key that a careless join takes for a place of its own. */
const ABSOLUTE = /^(?:~?[\\/]|file:|[a-z]:[\\/]|[a-z][a-z\d+.-]*:\/\/)/i;

/**
 * A `.` or `..` between slashes, also as `..;` and with blanks behind, which some systems take for `..`; or `....//`, which is `../`
 * once `../` is taken out.
 */
const DOTS = /(?:^|[\\/])(?:\.\.? *(?:;[^\\/]*)?(?:[\\/]|$)|\.{4}\/\/)/;

/** An overlong encoding of a dot or a slash, which lenient decoders accept (Unicode, "Non-shortest form"), or that of `escape`: `%u002e`. */
const OVERLONG = /%(?:c[01]|(?:e0|f[08c])%80|u(?:00|ff)[0-5][cef])/i;

/** A percent sign, encoded any number of times. */
const PERCENT = /%(?:25)+/g;

/** What is not ASCII, a few characters at a time: to sort thousands of accents on one letter takes seconds (Unicode, "Stream-Safe Text Format"). */
const FOREIGN = /[^\0-\x7f]{1,32}/gu;

/** Strokes that no normal form makes slashes, but code pages with fewer characters do (Unicode, "Best Fit" mappings of Windows). */
const STROKE = /[\u2044\u2215\u2216\u29f5-\u29f9]/g;

/**
 * Without what shows nothing: a system that drops it joins the dots on both sides of it (Unicode, "Default_Ignorable_Code_Point"). To make the
 * pattern takes a third of a millisecond, so it is made when there is something to sort.
 */
const toPlainForm = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{DI}/gu, '')
    .replace(STROKE, '/');

/** What then decodes again and again was made to be overlooked. */
const MAX_ROUNDS = 4;

/**
 * Refuses a path that leaves its folder once it is decoded, however often: `..` and `.` as segments, encoded once or more, in
 * full width, between slashes of either kind, or what only looks like them, or with what is not seen between them; and with them
 * control characters, encoded or not. Answers what it is once it is decoded.
 */
export function checkTraversal(path: string): string {
  let text = path;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (CONTROL.test(text)) fail('CONTROL_CHARACTER');
    const plain = text.replaceAll(FOREIGN, toPlainForm).replaceAll(PERCENT, '%');
    if (DOTS.test(plain) || OVERLONG.test(plain)) fail('TRAVERSAL');
    text = unescape(plain);
    if (text === plain) return text;
  }
  fail('TRAVERSAL');
}

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

/** What most keys look like: words between slashes and stops, with nothing to decode but blanks and no dots at an edge. */
const PLAIN = /^(?:[\w+-]+\/)*[\w+-]+(?:\.[\w-]+)*$/;

const isPlain = (key: string): boolean => key.length <= MAX_KEY_BYTES && PLAIN.test(key);

/** Checks an object key that is decoded. */
export function checkObjectKey(key: string): void {
  if (isPlain(key)) return;
  if (key === '') fail();
  if (key.length > MAX_KEY_BYTES || Buffer.byteLength(key) > MAX_KEY_BYTES) fail('TOO_LARGE');
  if (ABSOLUTE.test(checkTraversal(key))) fail('TRAVERSAL');
}

/** Checks an object key as a notification of S3 carries it, after decoding it once. */
export function checkEncodedKey(key: string): void {
  if (isPlain(key)) return;
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
