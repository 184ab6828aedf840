import type { Expansion } from '../expansion.ts';
import type { Json, JsonObject } from '../json.ts';
import { isSet } from '../json.ts';
import { toSuffixedId } from '../logical-id.ts';
import type { Made } from '../resource.ts';
import { make } from '../resource.ts';
import { ref } from '../intrinsics.ts';

/** An event of a function, ready to be made into resources. */
export interface FunctionEvent {
  /** The function's id and the event's name. */
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly properties: JsonObject;
  /** The function, or the alias that takes its place. */
  readonly target: Made;
  /** `Condition` and the like of the function. */
  readonly passed: JsonObject;
  readonly functionId: string;
  /** The role that SAM makes for the function; what events need is added to it. */
  readonly role: Made;
  /** The event as it was written. */
  readonly body: Json;
}

export type MakeEvent = (event: FunctionEvent, expansion: Expansion) => Made[];

interface Permission {
  readonly principal: string;
  readonly sourceArn?: Json | undefined;
  readonly sourceAccount?: Json;
  readonly token?: Json | undefined;
  readonly suffix?: string;
  readonly prefix?: string;
}

/** Lets a service call the function. */
export function makePermission(event: FunctionEvent, permission: Permission): Made {
  const { principal, sourceArn, sourceAccount, token, suffix = '', prefix = event.id } = permission;
  return make(
    toSuffixedId(`${prefix}Permission`, suffix),
    'AWS::Lambda::Permission',
    {
      Action: 'lambda:InvokeFunction',
      FunctionName: ref(event.target.id),
      Principal: principal,
      SourceArn: sourceArn,
      SourceAccount: sourceAccount,
      EventSourceToken: token,
    },
    { attributes: event.passed, from: event.body },
  );
}

/** The members by those names that have a value. */
export const pick = (properties: JsonObject, names: string): JsonObject =>
  Object.fromEntries(
    names.split(' ').flatMap((name): [string, Json][] => {
      const value = properties[name];
      return (value ?? null) === null ? [] : [[name, value as Json]];
    }),
  );

/** The value when SAM counts it as set. */
export const ifSet = (value: Json | undefined): Json | undefined => (isSet(value) ? value : undefined);
