import { fail } from '../failure.ts';
import { MAX_PATH } from './limits.ts';
import type { HttpPolicy } from './policy.ts';
import { checkTraversal } from '../object-key.ts';
import { map, matches, optional, refine, string, type Shape } from '../shape.ts';

/** What is encoded or not ASCII, or a backslash. */
const NOTABLE = /[^ -$&-[\]-~]/;

/** A path that leads nowhere else, told at once of most. */
export function checkSegments(path: string): void {
  if (path.length > MAX_PATH) fail('TOO_LARGE');
  // Dots lead out where a segment begins with them.
  // Browsers and servers take a backslash for a slash (URL Standard, "Path state"); in the name of an object it is a character.
  if ((NOTABLE.test(path) || path.startsWith('.') || path.includes('/.')) && checkTraversal(path).includes('\\'))
    fail('TRAVERSAL');
}

/** The path that passed last: most requests say theirs twice. */
let lastPath = '/';

function checkPath(path: string): void {
  if (path === lastPath) return;
  checkSegments(path);
  if (path !== '*' && (!path.startsWith('/') || path.startsWith('//'))) fail('TRAVERSAL');
  lastPath = path;
}

/** A path that starts with one slash, for two begin a host (RFC 3986, 4.2), or is the `*` of OPTIONS. */
export const anyPath: Shape<string> = /* @__PURE__ */ refine(string, checkPath, 'path');

export function checkRequestPath(path: string, { path: pattern }: HttpPolicy): void {
  checkPath(path);
  if (pattern !== undefined && !matches(pattern, path)) fail('NOT_ALLOWED');
}

/** The path in the request line, which the policy may bound. */
export const requestPath: Shape<string> = /* @__PURE__ */ refine(string, checkRequestPath, 'path');

/** Parts of a path that a route named. */
export const pathParameters: Shape<Record<string, string | undefined> | null | undefined> = /* @__PURE__ */ optional(
  map(refine(string, checkSegments, 'part of a path')),
);
