import type { ClassValue } from './abstract.ts';

/** The classes to look into for a member, nearest first: each before what it inherits from, those named first before the rest. */
export function linearise(cls: ClassValue): readonly ClassValue[] {
  const order: ClassValue[] = [];
  const seen = new Set<ClassValue>();
  const visit = (c: ClassValue): void => {
    if (seen.has(c)) return;
    seen.add(c);
    for (const s of c.supers.toReversed()) if (s.k === 'class') visit(s);
    order.push(c);
  };
  visit(cls);
  return order.reverse();
}
