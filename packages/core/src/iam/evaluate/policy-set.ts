import { SallyportError } from '../../errors.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { Policy, PolicyKind } from '../policy/policy.ts';

/** A policy document: parsed JSON, `{ Version, Statement }`. */
export type PolicyDocument = Readonly<Record<string, unknown>>;

/** Every policy that may say something about a request. */
export interface PolicyDocuments {
  /** Attached to the caller. */
  readonly identity?: readonly PolicyDocument[];
  /** Attached to the resource: a bucket policy, a key policy, the trust policy of a role. */
  readonly resourcePolicies?: readonly PolicyDocument[];
  readonly boundary?: PolicyDocument;
  readonly session?: PolicyDocument;
  /** Service control policies that bind the caller's account, a list for each level from the root of the organisation down. */
  readonly scps?: readonly (readonly PolicyDocument[])[];
  /** Resource control policies that bind the resource's account, likewise. */
  readonly rcps?: readonly (readonly PolicyDocument[])[];
}

/** A policy and what it is called in a decision: `identity[0]`, `scps[1][0]`. */
export interface NamedPolicy {
  readonly name: string;
  readonly policy: Policy;
}

export interface PolicySet {
  readonly identity: readonly NamedPolicy[];
  readonly resource: readonly NamedPolicy[];
  readonly boundary: NamedPolicy | undefined;
  readonly session: NamedPolicy | undefined;
  readonly scps: readonly (readonly NamedPolicy[])[];
  readonly rcps: readonly (readonly NamedPolicy[])[];
}

/** @throws SallyportError `ERR_BAD_POLICY` */
export function readPolicySet(documents: PolicyDocuments): PolicySet {
  const { boundary, session } = documents;
  const identity = checkList('identity', documents.identity);
  const resourcePolicies = checkList('resourcePolicies', documents.resourcePolicies);
  const scps = checkList('scps', documents.scps);
  const rcps = checkList('rcps', documents.rcps);
  const readLevels = (
    name: string,
    levels: readonly (readonly PolicyDocument[])[],
    kind: PolicyKind,
  ): NamedPolicy[][] =>
    levels.map((level, i) =>
      checkList(`${name}[${i}]`, level).map((document, k) => readNamedPolicy(`${name}[${i}][${k}]`, document, kind)),
    );
  return {
    identity: identity.map((document, i) => readNamedPolicy(`identity[${i}]`, document, 'identity')),
    resource: resourcePolicies.map((document, i) => readNamedPolicy(`resourcePolicies[${i}]`, document, 'resource')),
    boundary: boundary === undefined ? undefined : readNamedPolicy('boundary', boundary, 'identity'),
    session: session === undefined ? undefined : readNamedPolicy('session', session, 'identity'),
    scps: readLevels('scps', scps, 'scp'),
    rcps: readLevels('rcps', rcps, 'rcp'),
  };
}

/** @throws SallyportError `ERR_BAD_POLICY` */
export function readNamedPolicy(name: string, document: PolicyDocument, kind: PolicyKind): NamedPolicy {
  const { policy, findings } = parsePolicy(document, { kind });
  if (policy !== undefined) return { name, policy };
  const fatal = findings.find(({ isFatal }) => isFatal);
  const at = fatal === undefined || fatal.path.length === 0 ? '' : ` at \`${fatal.path.join('.')}\``;
  throw new SallyportError('ERR_BAD_POLICY', `\`${name}\` is no policy: ${fatal?.message}${at}`, { cause: findings });
}

/**
 * The list, or an empty one for nothing.
 * @throws SallyportError `ERR_BAD_POLICY` for what is no list
 */
export function checkList<T>(name: string, list: readonly T[] | undefined): readonly T[] {
  if (list === undefined || Array.isArray(list)) return list ?? [];
  throw new SallyportError('ERR_BAD_POLICY', `\`${name}\` is no list`);
}
