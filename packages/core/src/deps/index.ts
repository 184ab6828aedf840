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
