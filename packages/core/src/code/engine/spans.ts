import type { Abstract } from './abstract.ts';
import type { Place } from './branches.ts';
import type { Engine } from './engine.ts';

/** Places beyond this many are not followed in one span. */
const MOST_PLACES = 4_000;
const MOST_VALUES = 16;

interface Written {
  readonly place: Place;
  readonly before: Abstract | undefined;
  /** Every value that was written. */
  readonly seen: Set<Abstract>;
  /** What stood there when the span was left early. */
  readonly left: Set<Abstract>;
}

/** A stretch of code that may be left before its end: whoever comes after it sees what stood in a place at each way out. */
export interface Span {
  readonly kind: 'function' | 'loop' | 'switch' | 'try';
  /** Depth of conditional execution at its start: leaving at that depth is its only end. */
  readonly depth: number;
  readonly written: Map<unknown, Written>;
}

export function openSpan(engine: Engine, kind: Span['kind']): Span {
  const span: Span = { kind, depth: engine.depth, written: new Map() };
  engine.spans.push(span);
  return span;
}

/** Remembers that a place was written. */
export function noteWrite(engine: Engine, place: Place, before: Abstract | undefined, value: Abstract): void {
  const span = engine.spans.at(-1);
  if (span !== undefined) note(span, place.key, place, before, value);
}

/** Remembers a write in one span; `null` remembers only what stood there before. */
export function note(
  span: Span,
  key: unknown,
  place: Place,
  before: Abstract | undefined,
  value: Abstract | null,
): Written | undefined {
  let entry = span.written.get(key);
  if (entry === undefined) {
    if (span.written.size >= MOST_PLACES) return undefined;
    entry = { place, before, seen: new Set(), left: new Set() };
    span.written.set(key, entry);
  }
  if (value !== null && entry.seen.size < MOST_VALUES) entry.seen.add(value);
  return entry;
}

/** A jump leaves the span that it ends, perhaps early. */
export function leaveSpan(engine: Engine, jump: 'return' | 'throw' | 'break' | 'continue'): void {
  const isLeft = (s: Span): boolean =>
    jump === 'break'
      ? s.kind === 'loop' || s.kind === 'switch'
      : s.kind === (jump === 'continue' ? 'loop' : 'function');
  const index = engine.spans.findLastIndex(isLeft);
  const target = engine.spans[index];
  if (target === undefined || engine.depth <= target.depth) return;
  for (const span of engine.spans.slice(index))
    for (const [key, { place, before }] of span.written) {
      const value = place.read();
      const entry = note(target, key, place, before, null);
      if (value !== undefined && entry !== undefined && entry.left.size < MOST_VALUES) entry.left.add(value);
    }
}
