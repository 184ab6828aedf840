import { SallyportError } from '../errors.ts';

/** Something in a schema that stops the build, and where. */
export interface SchemaProblem {
  /** URI of the document, empty for the main one, and a JSON pointer as fragment: `#/properties/name`. */
  readonly place: string;
  /** The keyword at fault: `pattern`. */
  readonly keyword: string;
  /** Lower case, no full stop: `takes quadratic time on …`. */
  readonly reason: string;
}

/** Thrown by `compileSchema`: `ERR_BAD_SCHEMA` where the schema means nothing, `ERR_UNSAFE_SCHEMA` where it could be used to stall the function. */
export class SchemaError extends SallyportError {
  readonly problems: readonly SchemaProblem[];

  constructor(code: 'ERR_BAD_SCHEMA' | 'ERR_UNSAFE_SCHEMA', problems: readonly SchemaProblem[]) {
    const lines = problems.map(({ place, keyword, reason }) => `${place}: \`${keyword}\` ${reason}`);
    super(code, lines.join('\n'));
    this.name = 'SchemaError';
    this.problems = problems;
  }
}

export function toBadSchema(place: string, keyword: string, reason: string): SchemaError {
  return new SchemaError('ERR_BAD_SCHEMA', [{ place, keyword, reason }]);
}
