import type { Location } from './location.ts';
import type { Trigger } from './trigger.ts';
import type { MapValue, Value } from './value.ts';

/** A Lambda function as its template declares it. */
export interface LambdaFunction {
  readonly id: string;
  /** The file of its template. */
  readonly template: string;
  readonly type: 'AWS::Serverless::Function' | 'AWS::Lambda::Function';
  /** The place of the logical id. */
  readonly at: Location;
  readonly runtime: string | null;
  readonly handler: string | null;
  readonly handlerAt: Location;
  readonly code: FunctionCode;
  readonly environment: ReadonlyMap<string, Value>;
  /** Content directories of the layers that the tree holds; the rest by its value. */
  readonly layers: readonly LayerLink[];
  /** `Metadata: BuildMethod: esbuild` entry points, root-relative without regard to extension; empty otherwise. */
  readonly entryPoints: readonly string[];
  readonly role: RoleLink;
  readonly triggers: readonly Trigger[];
  readonly inVpc: boolean;
  readonly tracing: boolean;
  /** Target of the dead-letter queue, and of `OnSuccess`/`OnFailure` destinations. */
  readonly deadLetter: Value | null;
  readonly destinations: readonly Value[];
  readonly kmsKey: Value | null;
  /** `FileSystemConfigs` access points. */
  readonly fileSystems: readonly Value[];
  readonly properties: MapValue;
}

export type FunctionCode =
  | { readonly kind: 'directory'; readonly path: string; readonly at: Location }
  | { readonly kind: 'file'; readonly path: string; readonly at: Location }
  | { readonly kind: 'inline'; readonly text: Value; readonly at: Location }
  | {
      readonly kind: 'image';
      readonly context: string | null;
      readonly dockerfile: string | null;
      /** What the Dockerfile copies into the task root: files and directories of the tree. */
      readonly sources?: readonly string[];
      readonly at: Location;
    }
  /** `archive` is a zip file of the tree, which is not looked into for code. */
  | { readonly kind: 'unknown'; readonly why: string; readonly archive?: string; readonly at: Location };

export type LayerLink =
  /** With a `buildMethod` (`python3.12`, `nodejs20.x`), `sam build` lays the directory out; without, it is laid out as in `/opt`. */
  | { readonly kind: 'directory'; readonly path: string; readonly id: string; readonly buildMethod?: string }
  | { readonly kind: 'other'; readonly value: Value; readonly archive?: string };

/** `declared` and `implicit` name a {@link Role} of the same template; `other` cannot be read here. */
export type RoleLink =
  | { readonly kind: 'declared' | 'implicit'; readonly id: string; readonly template: string }
  | { readonly kind: 'other'; readonly value: Value };
