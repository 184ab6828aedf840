import { fail, failWithin } from './failure.ts';
import type { HttpPolicy } from './http/policy.ts';
import { MAX_KEPT, type Limits } from './limits.ts';
import { BOOLEAN, LINE, LIST, NUMBER, OBJECT, OWN, STEADY, STRING } from './kinds.ts';
import { anything, toLayout, type Field, type Layout, type Shape } from './shape.ts';
import { requireLine } from './text.ts';

/** Characters that may still come, and what applies; one walk runs at a time, from start to end. */
let remaining = 0;
let inForce: Limits & Pick<HttpPolicy, 'query'>;

/**
 * Visits each value of an event once. What must hold for all of them: bounded depth and size, finite numbers, plain data, and
 * no own key that pollutes a prototype when the event is merged or copied (CWE-1321). And for each what its shape says.
 */
export function walk(
  value: unknown,
  shape: Shape,
  policy: Limits & Pick<HttpPolicy, 'query'>,
  characters: number,
): void {
  remaining = characters;
  inForce = policy;
  visit(value, shape, policy.maxDepth, '');
  // Keys count where a text follows, and some stand before none.
  spend(0);
}

/** Counts characters that the sender chose. */
export function spend(characters: number): void {
  remaining -= characters;
  if (remaining < 0) fail('TOO_LARGE');
}

function visit(value: unknown, shape: Shape, depth: number, key: string): void {
  if (value === null || value === undefined) {
    if (!shape.isOptional) fail();
    return;
  }
  const { kinds, check } = shape;
  switch (typeof value) {
    case 'string':
      return visitText(value, shape, key);
    case 'number':
      requireKind(kinds & NUMBER);
      if (!Number.isFinite(value)) fail('NUMBER');
      break;
    case 'boolean':
      requireKind(kinds & BOOLEAN);
      break;
    case 'object':
      visitInside(value, shape, depth - 1, key);
      break;
    default:
      fail();
  }
  if (check !== undefined) check(value as never, inForce as never, key);
}

function visitText(text: string, { kinds, check }: Shape, key: string): void {
  requireKind(kinds & STRING);
  spend(text.length);
  if ((kinds & LINE) > 0) requireLine(text);
  if (check !== undefined) check(text as never, inForce as never, key);
}

function requireKind(kind: number): void {
  if (kind === 0) fail();
}

function visitInside(value: object, shape: Shape, depth: number, key: string): void {
  if (depth < 0) fail('TOO_DEEP');
  const { kinds, fields, item = anything } = shape;
  if (Array.isArray(value)) {
    requireKind(kinds & LIST);
    if ((kinds & OWN) === 0) visitItems(value, item, depth, key);
  } else {
    requireKind(kinds & OBJECT);
    if (fields !== undefined) visitFields(value as Fields, (shape.layout ??= toLayout(fields)), depth);
    else if ((kinds & OWN) === 0) visitMap(value as Fields, item, depth);
  }
}

function visitItems(items: readonly unknown[], item: Shape, depth: number, key: string): void {
  let at = 0;
  try {
    for (; at < items.length; at++) visit(items[at], item, depth, key);
  } catch (error) {
    failWithin(at, error);
  }
}

type Fields = Readonly<Record<string, unknown>>;

function visitMap(fields: Fields, item: Shape, depth: number): void {
  let key = '';
  try {
    for (key in fields) {
      const value = fields[key];
      requireCleanKey(key);
      // Most of what AWS does not describe, told at once.
      if (item === anything && typeof value === 'string') spend(value.length);
      else visit(value, item, depth, key);
    }
  } catch (error) {
    // A name that the policy writes is the developer's own: it may be said.
    failWithin(isForbidden(key) || Object.hasOwn(inForce.query ?? {}, key) ? key : '*', error);
  }
}

/** A key that pollutes a prototype. */
export const isForbidden = (key: string): boolean => key === '__proto__' || key === 'constructor';

/** A key that its sender chose. */
export function requireCleanKey(key: string): void {
  if (isForbidden(key)) fail('FORBIDDEN_KEY');
  spend(key.length);
}

function visitFields(fields: Fields, { byName, head, required }: Layout, depth: number): void {
  // With a list of accounts an ARN that passed has more to pass.
  const mayKeep = inForce.allowedAccounts === undefined;
  let missing = required;
  let field = head;
  let key = '';
  try {
    for (key in fields) {
      const value = fields[key];
      remaining -= key.length;
      if (field.next.key !== key) {
        const found = byName.get(key);
        if (found === undefined) {
          if (isForbidden(key)) fail('FORBIDDEN_KEY');
          visit(value, anything, depth, key);
          continue;
        }
        field.next = found;
      }
      field = field.next;
      const { expects: shape } = field;
      if (!shape.isOptional) missing--;
      if (typeof value !== 'string' || !mayKeep) visit(value, shape, depth, key);
      else if ((shape.kinds & STEADY) === 0) visitText(value, shape, key);
      else if (value === field.last && value !== '') spend(value.length);
      else {
        visitText(value, shape, key);
        if (value.length <= MAX_KEPT) field.last = value;
      }
    }
  } catch (error) {
    failWithin(byName.has(key) || isForbidden(key) ? key : '*', error);
  }
  if (missing > 0) {
    const isMissing = ({ key: name, expects }: Field): boolean => !expects.isOptional && fields[name] === undefined;
    fail('SHAPE', [...byName.values()].find(isMissing)?.key);
  }
}
