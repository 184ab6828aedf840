export { isAffected, type Verdict } from './match/is-affected.ts';
export type { OsvAffected, OsvEvent, OsvRange } from './match/osv.ts';
export { compareVersions } from './versions/compare-versions.ts';
export { satisfies } from './versions/satisfies.ts';
export type {
  Ecosystem,
  PackageReader,
  PackageRef,
  PackageSource,
  ReaderContext,
  ReaderRole,
  Reading,
  SourceFile,
} from './package.ts';
export { createIndex, type IndexContents } from './database/create-index.ts';
export { openIndex, type AdvisoryIndex } from './database/advisory-index.ts';
export type { IndexHeader } from './database/index-format.ts';
export { updateIndex } from './database/update-index.ts';
