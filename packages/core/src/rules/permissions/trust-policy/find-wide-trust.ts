import type { Confidence } from '../../../findings/finding.ts';
import type { Principal, Statement } from '../../../iam/policy/policy.ts';
import { printText } from '../../../iam/policy/text.ts';
import { nameService } from '../name-service.ts';
import { asksFor } from '../policy-statements.ts';

/** Someone that a statement trusts without asking who it is. */
export interface WideTrust {
  readonly who: string;
  readonly why: string;
  readonly confidence: Confidence;
  /** What is not asked for, as the end of a sentence. */
  readonly missing: string;
}

/** Keys that tell accounts and organisations apart, or callers within them. */
const WHO =
  /^(?:sts:externalid|aws:principal(?:orgid|orgpaths|account|arn|tag\/.+)|aws:source(?:account|arn|orgid|orgpaths|ip|vpce?)|saml:.+)$/;

/**
 * Services that are told by other accounts whose role to take: CloudWatch Logs writes to a destination for whoever it lets subscribe. All others
 * take on a role only where its owner passed it to them.
 */
const DEPUTIES = /^logs(?:\.[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/;

export function findWideTrust(statement: Statement): readonly WideTrust[] {
  const { effect, principals } = statement;
  if (effect !== 'Allow' || principals === undefined) return [];
  if (principals.not) return asksFor(statement, WHO) ? [] : [toEveryone()];
  return principals.principals.flatMap((principal) => judge(principal, statement) ?? []);
}

function judge(principal: Principal, statement: Statement): WideTrust | undefined {
  const service = nameService(principal);
  if (service !== undefined) {
    const isAsked = asksFor(statement, /^aws:source(?:arn|account|orgid|orgpaths)$/);
    return DEPUTIES.test(service) && !isAsked ? toDeputy(service) : undefined;
  }
  switch (principal.kind) {
    case 'everyone':
      return asksFor(statement, WHO) ? undefined : toEveryone();
    case 'account':
      return asksFor(statement, WHO) ? undefined : toForeign(principal.account);
    case 'federated':
      return judgeProvider(principal.provider, statement);
    case 'symbolic':
      return principal.sort === 'Federated' ? judgeProvider(printText(principal.text), statement) : undefined;
    default:
      return undefined;
  }
}

const toEveryone = (): WideTrust => ({
  who: 'every AWS account',
  why: 'Whoever has an account with AWS, which is anyone, takes on the role and does what it may do.',
  confidence: 'certain',
  missing: '',
});

/** The account of the stack may be written out, too. */
const toForeign = (account: string): WideTrust => ({
  who: `account ${account}`,
  why: 'Everybody in that account whom its own administrators let does what the role may do; without an external id, its other customers can have it done, too.',
  confidence: 'possible',
  missing: ' without an external id or an organisation',
});

const toDeputy = (service: string): WideTrust => ({
  who: service,
  why: 'The service acts for other accounts as well: one of them has it use this role.',
  confidence: 'likely',
  missing: ' for any account',
});

function judgeProvider(provider: string, statement: Statement): WideTrust | undefined {
  if (provider.includes(':saml-provider/')) return undefined;
  const host = provider.replace(/^.*:oidc-provider\//, '').toLowerCase();
  const isCognito = host === 'cognito-identity.amazonaws.com';
  // Where the provider is a parameter, so is the beginning of its keys.
  if (!isCognito && !provider.includes('oidc-provider') && !/^[\w.-]+\.[\w.-]+$/.test(provider)) return undefined;
  if (asksFor(statement, isCognito ? /:(?:aud|sub)$/ : /:(?:repository|repository_owner|job_workflow_ref)$/))
    return undefined;
  if (asksFor(statement, /:sub$/) && !isOfAnybody(statement)) return undefined;
  const name = host.includes('$') ? 'its identity provider' : host;
  return {
    who: `anyone whom ${name} knows`,
    why: 'The provider signs tokens for all its users and projects; without a condition on the subject each of them takes on the role.',
    confidence: 'certain',
    missing: '',
  };
}

/**
 * Providers that sign tokens for projects of everybody, whose subjects begin with the owner: `repo:owner/name:…`
 * (https://docs.github.com/actions/reference/security/oidc), `project_path:group/project:…` of GitLab, `organization:name:…` of HCP Terraform and
 * Buildkite.
 */
const SHARED = /^(?:token\.actions\.githubusercontent\.com|gitlab\.com|app\.terraform\.io|agent\.buildkite\.com):sub$/;
const BEFORE_OWNER = /^(?:repo:|project_path:|organization:)?$/i;

/** True for subjects of which a wildcard takes the owner's place. */
const isOfAnybody = ({ conditions }: Statement): boolean => {
  const asked = conditions.filter(({ key }) => SHARED.test(key));
  return (
    asked.length > 0 &&
    asked.every(({ values }) =>
      values.some(([first, second]) => {
        const start = first?.kind === 'literal' ? first.text : '';
        const wildcard = first?.kind === 'literal' ? second : first;
        return BEFORE_OWNER.test(start) && (wildcard?.kind === 'any' || wildcard?.kind === 'one');
      }),
    )
  );
};
