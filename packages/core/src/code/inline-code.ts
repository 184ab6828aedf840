import type { CodeFacts } from '../app/code-facts.ts';
import type { LambdaFunction } from '../app/function.ts';
import type { Location } from '../app/location.ts';

/** Moves the places of facts about inline code from the text that it is into the template that holds it. */
export function toTemplatePlaces(facts: CodeFacts, fn: LambdaFunction, file: string): CodeFacts {
  const block = fn.code.kind === 'inline' ? fn.code.at : fn.at;
  // A block scalar starts on the line after its key.
  const move = (at: Location): Location =>
    at.file === file
      ? { ...block, line: block.line + (block.endLine > block.line ? at.line : 0), column: at.column }
      : at;
  return {
    handler: facts.handler === null ? null : { ...facts.handler, file: fn.template, at: move(facts.handler.at) },
    files: facts.files.map((f) => (f === file ? fn.template : f)),
    calls: facts.calls.map((c) => ({ ...c, at: move(c.at) })),
    unresolved: facts.unresolved.map((u) => ({ ...u, at: move(u.at) })),
    ...(facts.reportsFailures === true ? { reportsFailures: true } : {}),
    diagnostics: facts.diagnostics.map((d) =>
      d.file === file ? { ...d, file: fn.template, line: block.line + (d.line ?? 1) } : d,
    ),
  };
}
