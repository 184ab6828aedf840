import type { Diagnostic } from '../findings/diagnostic.ts';
import type { LambdaFunction } from './function.ts';
import type { Location } from './location.ts';
import type { Resource } from './resource.ts';
import type { Role } from './role.ts';
import type { MapValue, Value } from './value.ts';

/** Everything that was read under one root. */
export interface Application {
  readonly templates: readonly Template[];
  readonly functions: readonly LambdaFunction[];
  readonly roles: readonly Role[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface Template {
  readonly file: string;
  /** The front end that read it. */
  readonly kind: 'sam' | 'cloudformation';
  readonly syntax: 'yaml' | 'json';
  readonly text: string;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly resources: ReadonlyMap<string, Resource>;
  /** The resources as AWS's transform leaves them, by logical id; absent where `resources` are plain CloudFormation already. */
  readonly expanded?: ReadonlyMap<string, Resource>;
  readonly conditions: ReadonlyMap<string, Value>;
  /** The `Mappings` section. */
  readonly mappings?: MapValue;
  /** The `Metadata` section. */
  readonly metadata?: MapValue;
  readonly exports: readonly TemplateExport[];
  /** True where a macro or an include may bring resources that are not seen. */
  readonly isOpen?: true;
  /** What is written of macros and includes of whole sections, or beside a resource, that are not read. */
  readonly transforms?: readonly Value[];
  /** The nested templates of the same tree that this one deploys: stack resource -> file. */
  readonly nested?: ReadonlyMap<string, string>;
  /** The stack resource of a parent template in the same tree that deploys this one; the first when there are several. */
  readonly parent?: { readonly template: string; readonly resource: string };
}

export interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly default?: Value;
  /** `AllowedValues`, as text. */
  readonly allowed?: readonly string[];
  /** `AllowedPattern`, as it is written. */
  readonly pattern?: string;
  /** From `--param`, `samconfig.toml`, or the parent stack (then in the words of the parent's template). */
  readonly bound?: {
    readonly value: Value;
    readonly template: string;
    /** True for what `samconfig` says of its default environment: others may be deployed with another value. */
    readonly isUsual?: true;
  };
  readonly noEcho: boolean;
  readonly at: Location;
}

export interface TemplateExport {
  /** The export's name as the template writes it, or the output's logical id when `exported` is false. */
  readonly name: Value;
  readonly output: string;
  readonly exported: boolean;
  readonly value: Value;
}
