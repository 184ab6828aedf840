import type { ClassValue } from './abstract.ts';
import { linearise } from './linearise.ts';

/** The fields that the body of a class and of those above it names, in the order of a dataclass's constructor. */
export function listFieldNames(cls: ClassValue): readonly string[] {
  const names = [...linearise(cls)]
    .reverse()
    .flatMap((c) =>
      c.ir.members.flatMap((m) => (m.kind === 'field' && m.name.kind === 'const' ? [String(m.name.value)] : [])),
    );
  return [...new Set(names)];
}
