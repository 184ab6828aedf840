import type { PolicyFinding } from '../policy/policy-finding.ts';
import type { LintedStatement } from './lint-policy.ts';
import { toFinding } from './to-finding.ts';

/** Trust in providers and services that is wider than it looks, and actions that do not suit who is trusted. */
export function lintPrincipals({ document, statement, kind, path }: LintedStatement): readonly PolicyFinding[] {
  const { principals, effect } = statement;
  if (principals === undefined) return [];
  const at = [...path, principals.not ? 'NotPrincipal' : 'Principal'];
  if (effect === 'Allow' && principals.not) {
    const message = '`Allow` with `NotPrincipal` allows everyone else, anonymous callers too';
    return [toFinding('security-warning', 'Allow with NotPrincipal', message, at)];
  }
  if (kind !== 'trust' || effect !== 'Allow') return [];
  return [...lintMismatch(document, statement, at), ...lintOidc(statement, at)];
}

function lintMismatch(
  document: Readonly<Record<string, unknown>>,
  { principals }: LintedStatement['statement'],
  path: readonly (string | number)[],
): PolicyFinding[] {
  const action = document['Action'];
  if (typeof action !== 'string') return [];
  const isFederated = /^sts:AssumeRoleWith(?:SAML|WebIdentity)$/i.test(action);
  const isPlain = /^sts:AssumeRole$/i.test(action);
  const wrong = principals?.principals.find(({ kind }) =>
    kind === 'federated' ? isPlain : kind === 'service' && isFederated,
  );
  if (wrong === undefined) return [];
  const who = wrong.kind === 'federated' ? 'an identity provider' : 'a service';
  return [toFinding('error', 'Mismatched action for principal', `${who} does not call \`${action}\``, path)];
}

/** Web identities of anybody: the provider alone says nothing of who it is. */
function lintOidc(
  { principals, conditions }: LintedStatement['statement'],
  path: readonly (string | number)[],
): PolicyFinding[] {
  const providers = (principals?.principals ?? []).flatMap((principal) =>
    principal.kind === 'federated' && !principal.provider.includes(':saml-provider/') ? [principal.provider] : [],
  );
  return providers.flatMap((provider) => {
    const host = provider.replace(/^.*:oidc-provider\//, '').toLowerCase();
    const own = conditions.filter(({ key, operator }) => key.startsWith(`${host}:`) && !/Not|Null/.test(operator));
    const isGitHub = host === 'token.actions.githubusercontent.com';
    if (isGitHub && !own.some(({ key }) => key.endsWith(':sub'))) {
      const message = 'any repository of GitHub may assume the role: ask for `token.actions.githubusercontent.com:sub`';
      return [toFinding('security-warning', 'Missing github repo condition key', message, path)];
    }
    if (own.length > 0) return [];
    const message = `whoever \`${host}\` knows may assume the role: ask for \`${host}:sub\` or \`${host}:aud\``;
    return [toFinding('security-warning', 'Missing condition key for oidc principal', message, path)];
  });
}
