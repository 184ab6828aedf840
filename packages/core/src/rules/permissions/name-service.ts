import type { Principal } from '../../iam/policy/policy.ts';
import type { TextPart } from '../../iam/policy/text.ts';

/**
 * The service that a principal is, `states.amazonaws.com`, also where the template computes it of region and suffix:
 * `states.${AWS::Region}.amazonaws.com` or `states.${AWS::URLSuffix}`. `undefined` for others, and where only a deployment tells.
 */
export function nameService(principal: Principal): string | undefined {
  if (principal.kind === 'service') return principal.service;
  if (principal.kind !== 'symbolic' || principal.sort !== 'Service') return undefined;
  const spelt = principal.text.map(spell);
  if (spelt.includes(undefined)) return undefined;
  return /^([a-z][\w-]*)\.(?:<region>\.)?(amazonaws\.com(?:\.cn)?)$/
    .exec(spelt.join('').toLowerCase())
    ?.slice(1)
    .join('.');
}

function spell(part: TextPart): string | undefined {
  if (part.kind === 'literal') return part.text;
  if (part.kind !== 'symbol') return undefined;
  if (part.id === 'AWS::Region') return '<region>';
  return part.id === 'AWS::URLSuffix' ? 'amazonaws.com' : undefined;
}
