import type { Diagnostic } from './diagnostic.ts';

/** Walks for different things come by the same places. */
export const dropRepeated = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => [
  ...new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic])).values(),
];
