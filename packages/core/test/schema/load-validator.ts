import { compileFunction } from 'node:vm';
import { compileSchema, type CompileOptions } from '../../src/schema/index.ts';

export interface Issue {
  readonly message: string;
  readonly path: readonly (string | number)[];
  readonly pointer: string;
  readonly keyword: string;
}

export interface Validator {
  (value: unknown): boolean;
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => { readonly value?: unknown; readonly issues?: readonly Issue[] };
  };
}

/** Compiles a schema and runs the module that comes out. */
export function loadValidator(schema: unknown, options: CompileOptions = {}): Validator {
  const text = compileSchema(schema, options).replace('export default validate;', 'return validate;');
  return compileFunction(text)() as Validator;
}

export const findIssue = (validator: Validator, value: unknown): Issue | undefined =>
  validator['~standard'].validate(value).issues?.[0];
