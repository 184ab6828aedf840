import { fail, type Failure } from './failure.ts';
import { toCharacter } from './json-text.ts';

// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

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
export function findTraversal(path: string): Failure | undefined {
  let text = path;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (DOTS.test(text) || OVERLONG.test(text)) return fail('TRAVERSAL');
    if (!text.includes('%')) break;
    const decoded = text.replaceAll(ENCODED, toCharacter);
    if (decoded === text) break;
    if (round > 0 && decoded.includes('\\')) return fail('TRAVERSAL');
    text = decoded;
  }
  if (isAscii(text)) return undefined;
  return DOTS.test(text.normalize('NFKC')) ? fail('TRAVERSAL') : undefined;
}

// oxlint-disable-next-line no-control-regex -- the range of ASCII
const NOT_ASCII = /[^\0-\x7f]/;

function isAscii(text: string): boolean {
  return !NOT_ASCII.test(text);
}

/** Keys are at most this long in UTF-8 (Amazon S3 User Guide, "Naming Amazon S3 objects"). */
const MAX_KEY_BYTES = 1024;

/**
 * The name of an object as a notification of S3 carries it, decoded exactly once: `+` is a blank, and percent-encoding is
 * UTF-8 (Amazon S3 User Guide, "Event message structure"). Throws a `URIError` where it is malformed.
 */
export function decodeObjectKey(key: string): string {
  return key.includes('%') || key.includes('+') ? decodeURIComponent(key.replaceAll('+', ' ')) : key;
}

/** What most keys look like: words between slashes and stops, with nothing to decode and no dots at an edge. */
const PLAIN = /^(?:[\w -]+\/)*[\w -]+(?:\.[\w-]+)*$/;

/** Checks an object key that is decoded. */
export function checkObjectKey(key: string): Failure | undefined {
  if (key === '') return fail('SHAPE');
  if (key.length > MAX_KEY_BYTES) return fail('TOO_LARGE');
  if (PLAIN.test(key)) return undefined;
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) return fail('TOO_LARGE');
  if (CONTROL.test(key)) return fail('CONTROL_CHARACTER');
  if (ABSOLUTE.test(key) || key.includes('\\')) return fail('TRAVERSAL');
  return key.includes('.') || key.includes('%') || !isAscii(key) ? findEncodedTrouble(key) : undefined;
}

/** What a second decoding would bring to light: a literal `%` is rare in keys, and these mean nothing good. */
function findEncodedTrouble(key: string): Failure | undefined {
  const failure = findTraversal(key);
  if (failure || !key.includes('%')) return failure;
  if (/%(?:25)*(?:0[0-9a-f]|1[0-9a-f]|7f)/i.test(key)) return fail('CONTROL_CHARACTER');
  return /^%(?:25)*(?:2f|5c)|%(?:25)*5c/i.test(key) ? fail('TRAVERSAL') : undefined;
}

/** Checks an object key as a notification of S3 carries it, after decoding it once. */
export function checkEncodedKey(key: string): Failure | undefined {
  // Each byte is three characters at most.
  if (key.length > 3 * MAX_KEY_BYTES) return fail('TOO_LARGE');
  try {
    return checkObjectKey(decodeObjectKey(key));
  } catch {
    return fail(OVERLONG.test(key) ? 'TRAVERSAL' : 'ENCODING');
  }
}
