import type { Template } from '../app/application.ts';
import type { LambdaFunction } from '../app/function.ts';
import type { Trigger } from '../app/trigger.ts';
import type { Role } from '../app/role.ts';
import type { MapValue, Value } from '../app/value.ts';
import type { Diagnostic } from '../findings/diagnostic.ts';
import type { FunctionLookup } from './cloudformation/find-functions.ts';
import type { Host } from '../host.ts';

/** What a front end may look at to read the functions and roles of one template. */
export interface ReadScope {
  readonly host: Host;
  readonly template: Template;
  /** Every template of the tree, so that a value can be followed into another stack. */
  readonly templates: readonly Template[];
  /** The `Globals` section. */
  readonly globals: MapValue;
  /** `IgnoreGlobals` of resources, by logical id. */
  readonly ignoredGlobals: ReadonlyMap<string, Value>;
  readonly functions: FunctionLookup;
  /** What plain resources of the tree make invoke a function of this template. */
  readonly findTriggers: (functionId: string) => readonly Trigger[];
  /** The sources below a directory; a listing is made once. */
  readonly listSources: (directory: string) => readonly string[];
  readonly report: (diagnostic: Diagnostic) => void;
}

export interface TemplateContents {
  readonly functions: readonly LambdaFunction[];
  readonly roles: readonly Role[];
}

/** Reads the functions and roles of templates of one kind. */
export interface FrontEnd {
  readonly name: Template['kind'];
  matches(template: Template): boolean;
  read(scope: ReadScope): TemplateContents;
}
