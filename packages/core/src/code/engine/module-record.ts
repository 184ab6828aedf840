import type { ModuleIr } from '../ir.ts';
import type { Abstract, ObjectValue } from './abstract.ts';
import type { Scope } from './scope.ts';

/** A module that the engine met: its scope and what it exports. */
export interface ModuleRecord {
  readonly file: string;
  readonly ir: ModuleIr | null;
  readonly scope: Scope;
  /** ES exports, as getters: live bindings. */
  readonly exports: Map<string, () => Abstract>;
  /** `export *` from modules outside the application. */
  readonly starExternals: Abstract[];
  /** CommonJS `module`: its field `exports` is the live exports object. */
  readonly commonJs: ObjectValue;
  state: 'new' | 'running' | 'done';
  /** The directory of a Python package. */
  readonly directory?: string;
}
