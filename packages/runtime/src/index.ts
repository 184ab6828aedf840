export { EventError, GuardError, type EventErrorCode } from './errors.ts';
export { guard, type GuardOptions } from './guard/guard.ts';
export type { GuardedCallbackHandler, GuardedHandler, LambdaCallback, LambdaContext } from './guard/handler.ts';
export { fields, type FieldRule, type FieldsOf } from './schema/fields.ts';
export type { BodySchema, StandardSchema } from './schema/standard-schema.ts';
