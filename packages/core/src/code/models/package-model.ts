import type { Abstract } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';

/**
 * What the analysis knows of a package outside the application. `find` answers for a path of
 * exports (`['DynamoDBDocumentClient', 'from']`; a subpath import comes first as `/clients/s3`;
 * for Python the dotted path) or `undefined` where it knows nothing.
 */
export interface PackageModel {
  readonly matches: (packageName: string) => boolean;
  readonly find: (engine: Engine, packageName: string, path: readonly string[], site: Site) => Abstract | undefined;
}
