import { SallyportError } from '../../errors.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { Policy, PolicyKind } from '../policy/policy.ts';

/**
 * Reads documents that are held against each other. Without `kind`, each is read as what it is: one with principals is a policy of a
 * resource, and one without is about every caller.
 * @throws SallyportError `ERR_BAD_POLICY`
 */
export function readPolicies(
  documents: readonly (readonly [name: string, document: unknown])[],
  kind?: PolicyKind,
): readonly Policy[] {
  return documents.map(([name, document]) => {
    const { policy, findings } = parsePolicy(document, kind === undefined ? {} : { kind });
    if (policy !== undefined) return policy;
    const fatal = findings.find(({ isFatal }) => isFatal);
    const at = fatal === undefined || fatal.path.length === 0 ? '' : ` at \`${fatal.path.join('.')}\``;
    throw new SallyportError('ERR_BAD_POLICY', `the ${name} is no policy: ${fatal?.message}${at}`, { cause: findings });
  });
}
