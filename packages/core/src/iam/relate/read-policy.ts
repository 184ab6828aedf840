import { SallyportError } from '../../errors.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { Policy, PolicyKind } from '../policy/policy.ts';

/**
 * Reads documents that are held against each other, as policies of one kind: without `kind`, of resources when one of them has principals.
 * @throws SallyportError `ERR_BAD_POLICY`
 */
export function readPolicies(
  documents: readonly (readonly [name: string, document: unknown])[],
  kind?: PolicyKind,
): readonly Policy[] {
  const common = kind ?? inferKind(documents.map(([, document]) => document));
  return documents.map(([name, document]) => {
    const { policy, findings } = parsePolicy(document, { kind: common });
    if (policy !== undefined) return policy;
    const fatal = findings.find(({ isFatal }) => isFatal);
    const at = fatal === undefined || fatal.path.length === 0 ? '' : ` at \`${fatal.path.join('.')}\``;
    throw new SallyportError('ERR_BAD_POLICY', `the ${name} is no policy: ${fatal?.message}${at}`, { cause: findings });
  });
}

function inferKind(documents: readonly unknown[]): PolicyKind {
  const kinds = new Set(documents.flatMap((document) => parsePolicy(document).policy?.kind ?? []));
  return kinds.has('resource') ? 'resource' : kinds.has('trust') ? 'trust' : 'identity';
}
