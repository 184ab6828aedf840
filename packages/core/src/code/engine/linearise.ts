import type { ClassValue } from './abstract.ts';

const MOST_SUPERCLASSES = 32;

/** The classes to look into for a member, nearest first (a plain left-to-right walk, enough for what is met in handlers). */
export function linearise(cls: ClassValue): readonly ClassValue[] {
  const order: ClassValue[] = [];
  const visit = (c: ClassValue): void => {
    if (order.includes(c) || order.length >= MOST_SUPERCLASSES) return;
    order.push(c);
    for (const s of c.supers) if (s.k === 'class') visit(s);
  };
  visit(cls);
  return order;
}
