import { toText } from '../../app/expression.ts';
import { findText, type Value } from '../../app/value.ts';
import type { Principal } from '../../iam/policy/policy.ts';
import { printText } from '../../iam/policy/text.ts';

/**
 * The service that a principal is, `states.amazonaws.com`, also where the template computes it of region and suffix:
 * `states.${AWS::Region}.amazonaws.com` or `states.${AWS::URLSuffix}`. `undefined` for others, and where only a deployment tells.
 */
export function nameService(principal: Principal): string | undefined {
  if (principal.kind === 'service') return principal.service;
  return principal.kind === 'symbolic' && principal.sort === 'Service'
    ? readName(printText(principal.text))
    : undefined;
}

/** The same of a value that is a service by its place, or anything else. */
export const nameServiceOf = (value: Value | undefined): string | undefined =>
  value === undefined ? undefined : value.kind === 'literal' ? findText(value) : readName(toText(value));

const COMPUTED = /^([a-z][\w-]*)\.(?:\$\{AWS::Region\}\.)?(?:amazonaws\.com|\$\{AWS::URLSuffix\})(\.cn)?$/i;

function readName(text: string): string | undefined {
  const [, name, china = ''] = COMPUTED.exec(text) ?? [];
  return name === undefined ? undefined : `${name.toLowerCase()}.amazonaws.com${china}`;
}
