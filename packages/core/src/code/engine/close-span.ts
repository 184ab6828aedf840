import { UNDEFINED } from './abstract.ts';
import { writePlace } from './branches.ts';
import type { Engine } from './engine.ts';
import type { Span } from './spans.ts';
import { note } from './spans.ts';
import { unite } from './union.ts';

/** Ends a span: what it left behind at its early ends joins what it left at the last. */
export function closeSpan(engine: Engine, span: Span): void {
  engine.spans.length = engine.spans.indexOf(span);
  const parent = engine.spans.at(-1);
  for (const [key, { place, before, seen, left }] of span.written) {
    if (parent !== undefined) for (const value of seen) note(parent, key, place, before, value);
    if (left.size > 0) writePlace(engine, place, unite(place.read() ?? UNDEFINED, ...left));
  }
}
