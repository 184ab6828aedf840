import type { ModuleIr } from './ir.ts';

/** Where an import leads. */
export type Resolution =
  /** A file of the application: a module to be loaded. `package` for a Python package whose `__init__.py` is `file` (or absent). */
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'package'; readonly directory: string; readonly file: string | null }
  /** A package that is not part of the application; `name` is `@aws-sdk/client-s3` or `boto3`, `path` what follows it (`clients/s3`, `dynamodb.conditions`). */
  | { readonly kind: 'external'; readonly name: string; readonly path: string }
  /** Leaves the root, or does not exist. */
  | { readonly kind: 'outside' | 'missing'; readonly looked: string };

export type LoadResult =
  | { readonly kind: 'module'; readonly module: ModuleIr }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly why: string; readonly line?: number; readonly column?: number };

/** Finds and lowers the modules that one function can reach. Answers are cached by file for the whole scan. */
export interface ModuleLoader {
  resolve(fromFile: string, specifier: string): Resolution;
  load(file: string): LoadResult;
  /** The specifiers that begin with `before`, end with `after` and name modules that are there. */
  listModules?(fromFile: string, before: string, after: string): readonly string[];
  /** A file of data (JSON, YAML, TOML) that a path names, seen from the folder of a file or from one above it. */
  findData?(fromFile: string, path: string): string | undefined;
  /** Whether the function is given a variable of the environment of this name. */
  setsVariable?(name: string): boolean;
  /** The version of a package that what is installed with a file is pinned to, where something pins it. */
  versionOf?(fromFile: string, packageName: string): string | undefined;
}
