import type { Policy, Principal, PrincipalSet, Statement } from '../policy/policy.ts';
import { printText } from '../policy/text.ts';

/**
 * The policies with a made-up name for each principal that only a deployment knows: equal expressions are one principal, others are
 * different ones.
 */
export function namePrincipals(policies: readonly Policy[]): readonly Policy[] {
  const accounts = new Map<string, string>();
  const toAccount = (symbol: string): string => {
    let account = accounts.get(symbol);
    if (account === undefined) accounts.set(symbol, (account = String(300_000_000_001 + accounts.size)));
    return account;
  };
  return policies.map((policy) => ({
    ...policy,
    statements: policy.statements.map((statement) => nameStatement(statement, toAccount)),
  }));
}

function nameStatement(statement: Statement, toAccount: (symbol: string) => string): Statement {
  const { principals } = statement;
  if (principals === undefined || !principals.principals.some(({ kind }) => kind === 'symbolic')) return statement;
  const named: PrincipalSet = { ...principals, principals: principals.principals.map((p) => nameOne(p, toAccount)) };
  return { ...statement, principals: named };
}

function nameOne(principal: Principal, toAccount: (symbol: string) => string): Principal {
  if (principal.kind !== 'symbolic') return principal;
  const text = printText(principal.text)
    .replaceAll('${AWS::URLSuffix}', 'amazonaws.com')
    .replaceAll('${AWS::Partition}', 'aws');
  if (principal.sort === 'Service') return { kind: 'service', service: clean(text).toLowerCase() };
  if (principal.sort === 'Federated') return { kind: 'federated', provider: toArn(text, 'saml-provider', toAccount) };
  if (principal.sort === 'CanonicalUser') return { kind: 'canonical-user', id: toAccount(text).padStart(64, '0') };
  const root = /^(?:arn:[\w-]+:iam::)?\$\{([^}]*)\}(:root)?$/.exec(text);
  // `AWS::AccountId` alone, or the `:root` of any account.
  if (root !== null && (root[2] !== undefined || root[1] === 'AWS::AccountId')) {
    return { kind: 'account', account: toAccount(root[1] ?? '') };
  }
  return { kind: 'arn', arn: toArn(text, 'role', toAccount) };
}

/** An expression that is a whole ARN gets one of its own. */
function toArn(text: string, sort: string, toAccount: (symbol: string) => string): string {
  const match = /^arn:[\w-]+:(iam|sts)::(\$\{([^}]*)\}|\d{12}):(.+)$/.exec(text);
  if (match === null) return `arn:aws:iam::${toAccount(text)}:${sort}/${clean(text)}`;
  const [, service = 'iam', account = '', symbol, resource = ''] = match;
  return `arn:aws:${service}::${symbol === undefined ? account : toAccount(symbol)}:${clean(resource)}`;
}

const clean = (text: string): string => text.replaceAll(/[^\w/.:-]/g, '');

/** Whether a principal that only a deployment knows is denied or left out, so that it matters whether it is one that others name. */
export function turnsOnPrincipals({ statements }: Policy): boolean {
  return statements.some(
    ({ effect, principals }) =>
      principals?.principals.some(({ kind }) => kind === 'symbolic') === true && (effect === 'Deny' || principals.not),
  );
}
