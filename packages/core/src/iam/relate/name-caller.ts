import { parseCaller } from '../evaluate/caller.ts';
import type { Witness } from './witness.ts';

/** Keys that requests without credentials do not have. */
const PERSONAL = /^aws:(?:principal(?:account|arn|orgid|orgpaths)$|principaltag\/|userid$|username$)/;
const ARN = 'aws:principalarn';

/**
 * A request that says of its caller what an anonymous one has not, with a caller who has: whoever its `aws:PrincipalArn` names, a user, or where
 * a user would need a policy as well, the account itself. Only `strangers` come into question, and accounts that nobody names.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function nameCaller(
  witness: Witness,
  { strangers, names }: { readonly strangers: readonly string[]; readonly names: readonly string[] },
  check: (witness: Witness) => boolean,
): Witness {
  const { principal, context } = witness;
  if (principal !== 'anonymous' || !Object.keys(context).some((key) => PERSONAL.test(key))) return witness;
  const arn = context[ARN];
  const own = typeof arn === 'string' && isUnnamed(arn, names) ? [{ ...witness, principal: arn }] : [];
  const others = [':user/', ':root'].flatMap((sort): readonly Witness[] => {
    const name = strangers.find((one) => one.includes(sort));
    if (name === undefined) return [];
    return [{ ...witness, principal: name, context: arn === undefined ? context : { ...context, [ARN]: name } }];
  });
  return [...own, ...others].find((one) => isEnough(one) && check(one)) ?? witness;
}

/** Whether an ARN is one of a caller in an account that no policy is about. */
function isUnnamed(arn: string, names: readonly string[]): boolean {
  const caller = parseCaller(arn);
  if (caller?.kind !== 'user' && caller?.kind !== 'role') return false;
  return !names.some((name) => name.includes(`:${caller.account}:`));
}

/** Whether the policy of the resource alone may allow it to a stranger: a user of another account needs one of its own. */
function isEnough({ principal = '', resource }: Witness): boolean {
  const [account = '', own] = [resource, principal].map((arn) => arn.split(':')[4]);
  return account === '' || (account !== own && principal.endsWith(':root'));
}
