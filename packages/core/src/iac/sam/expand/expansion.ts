import type { Deployments } from './deployments.ts';
import type { Json, JsonObject } from './json.ts';
import type { Made } from './resource.ts';
import type { ParameterValues } from './resolve-parameters.ts';
import { resolveParameters } from './resolve-parameters.ts';
import type { SharedUsagePlan } from './api/usage-plan.ts';

/** One template on its way from SAM to CloudFormation. */
export interface Expansion {
  /** The template as it was read; `Globals` merged in, implicit APIs added. Events write into the APIs and buckets that it holds. */
  readonly input: JsonObject;
  /** `Resources` of the input. */
  readonly sources: JsonObject;
  /** `Resources` of the result, by logical id. */
  readonly results: JsonObject;
  /** `Conditions` of the result. */
  readonly conditions: JsonObject;
  readonly parameters: ParameterValues;
  /** `aws`, or that of the region. */
  readonly partition: string;
  readonly region: string | undefined;
  /** Whether text in the place of an address in S3 is a path that packaging would upload. */
  readonly isLocalPath: (path: string) => boolean;
  /** What is missing or has no place in a resource is let pass. */
  readonly isDraft: boolean;
  readonly deployments: Deployments;
  readonly usagePlan: SharedUsagePlan;
  /** Record sets of custom domains share a group for each hosted zone. */
  readonly recordSetGroups: Map<string, Made>;
}

/** The value with parameters replaced by what is known of them. */
export function resolve(value: Json, expansion: Expansion): Json;
export function resolve(value: Json | undefined, expansion: Expansion): Json | undefined;
export function resolve(value: Json | undefined, expansion: Expansion): Json | undefined {
  return resolveParameters(value, expansion.parameters);
}

/** The ARN of a managed policy of AWS below `policy/`. */
export const toManagedPolicyArn = (path: string, { partition }: Pick<Expansion, 'partition'>): string =>
  `arn:${partition}:iam::aws:policy/${path}`;
