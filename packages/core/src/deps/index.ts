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
