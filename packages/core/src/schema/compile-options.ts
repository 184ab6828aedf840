import type { DialectName } from './dialect.ts';

export interface CompileOptions {
  /** For schemas that do not say so by `$schema`; `2020-12` unless given. */
  readonly dialect?: DialectName;
  /** Other schemas that `$ref` may name, by absolute URI. Nothing is ever fetched. */
  readonly schemas?: Readonly<Record<string, unknown>>;
  /** `false` compiles what an attacker could use to stall the function, too. */
  readonly lint?: boolean;
}
