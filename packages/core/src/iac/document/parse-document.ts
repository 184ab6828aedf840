import type { DocumentProblem } from './document-problem.ts';
import type { EventType, State } from 'js-yaml';
import { FAILSAFE_SCHEMA, Type, YAMLException, loadAll } from 'js-yaml';
import type { DocumentNode } from './document-node.ts';
import { DocumentBuilder } from './document-builder.ts';

export interface ParsedDocuments {
  /** One root for each document of the file; empty when it does not parse. */
  readonly roots: readonly DocumentNode[];
  readonly problems: readonly DocumentProblem[];
}

/** Deeper nesting than any template has: the parser recurses. */
const MAX_DEPTH = 200;

// Every tag is accepted and the content left as it is: the builder reads tags from the parser's state.
const anyTag = (['scalar', 'sequence', 'mapping'] as const).flatMap((kind) =>
  ['!', 'tag:'].map((prefix) => new Type(prefix, { kind, multi: true, resolve: () => true })),
);
const SCHEMA = FAILSAFE_SCHEMA.extend({ explicit: anyTag });

/**
 * Parses YAML (of which JSON is a part) into nodes with exact offsets. Never throws: a syntax error becomes a problem.
 * Time and memory are bounded by the text's length: aliases are not copied, nesting stops at 200 levels.
 */
export function parseDocuments(text: string): ParsedDocuments {
  // js-yaml drops a byte order mark before it counts positions.
  const base = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const builder = new DocumentBuilder(text, base);
  try {
    const raw: unknown[] = [];
    const listener = (event: EventType, state: State): void => builder.listen(event, state);
    const options = { schema: SCHEMA, json: true, maxDepth: MAX_DEPTH, listener };
    loadAll(text, (document) => raw.push(document), options);
    return { roots: raw.map((document) => builder.toRoot(document)), problems: builder.problems };
  } catch (error) {
    return { roots: [], problems: [...builder.problems, toSyntaxProblem(error, base)] };
  }
}

function toSyntaxProblem(error: unknown, base: number): DocumentProblem {
  const isYaml = error instanceof YAMLException;
  return {
    code: 'template-syntax',
    message: isYaml ? error.reason : 'the document nests too deeply',
    offset: isYaml ? (error.mark?.position ?? 0) + base : 0,
    severity: 'error',
  };
}
