import { parseIntrinsic } from './intrinsic-text.ts';
import { isRecord, itemPath, quote, report, toList, type ParseContext, type Path } from './parse-context.ts';
import type { Principal, PrincipalKey, PrincipalSet } from './policy.ts';
import { toLiteral, type Text } from './text.ts';

const KEYS: readonly PrincipalKey[] = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

/**
 * The principals of a statement, if it may have any.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function parsePrincipals(
  document: Readonly<Record<string, unknown>>,
  path: Path,
  context: ParseContext,
): PrincipalSet | undefined {
  const names = ['Principal', 'NotPrincipal'].filter((name) => Object.hasOwn(document, name));
  const [name] = names;
  if (name === undefined) {
    if (context.kind === 'resource' || context.kind === 'trust' || context.kind === 'rcp') {
      report(context, 'error', 'Missing principal', 'the statement has no `Principal`', path, true);
    }
    return undefined;
  }
  const at = [...path, name];
  if (names.length > 1) {
    const message = '`Principal` and `NotPrincipal` stand in one statement';
    report(context, 'error', 'Unsupported element combination', message, at, true);
  }
  if (context.kind === 'identity') {
    report(context, 'error', 'Unsupported principal', 'a policy of an identity has no principals', at, true);
  } else if (context.kind === 'scp') {
    const message = 'a service control policy has no principals';
    report(context, 'error', 'SCP syntax error principal', message, at, true);
  } else if (context.kind === 'trust' && name === 'NotPrincipal') {
    const message = 'a trust policy has no `NotPrincipal`';
    report(context, 'error', 'Role trust policy syntax error notprincipal', message, at);
  }
  return { not: name === 'NotPrincipal', principals: parseElement(document[name], at, context) };
}

function parseElement(value: unknown, path: Path, context: ParseContext): Principal[] {
  if (value === '*') return [{ kind: 'everyone' }];
  if (!isRecord(value)) {
    const message = `${quote(value)} is no principal: \`"*"\` or an object such as \`{"AWS": …}\``;
    report(context, 'error', 'Invalid principal format', message, path, true);
    return [];
  }
  if (Object.keys(value).length === 0) {
    report(context, 'suggestion', 'Empty object principal', 'the statement names no principal', path);
  }
  return Object.keys(value).flatMap((word) => {
    const key = KEYS.find((known) => known === word);
    if (key === undefined) {
      const message = `${quote(word)} is no sort of principal: ${KEYS.map((known) => `\`${known}\``).join(', ')}`;
      report(context, 'error', 'Invalid principal key', message, [...path, word], true);
      return [];
    }
    return parseList(key, value[word], [...path, word], context);
  });
}

function parseList(key: PrincipalKey, value: unknown, path: Path, context: ParseContext): Principal[] {
  const items = toList(value);
  if (items.length === 0) {
    report(context, 'suggestion', 'Empty array principal', `\`${key}\` names nobody`, path);
  }
  return items.flatMap((item, i) => parseItem(key, item, itemPath(path, value, i), context));
}

function parseItem(key: PrincipalKey, item: unknown, path: Path, context: ParseContext): Principal[] {
  if (typeof item === 'string') return [parsePrincipal(key, item, path, context)];
  const text: Text | undefined = parseIntrinsic(item, { wildcards: false, variables: false })?.text;
  if (text === undefined) {
    report(context, 'error', 'Invalid principal format', `${quote(item)} is no principal`, path, true);
    return [];
  }
  const literal = toLiteral(text);
  return [literal === undefined ? { kind: 'symbolic', sort: key, text } : parsePrincipal(key, literal, path, context)];
}

function parsePrincipal(key: PrincipalKey, item: string, path: Path, context: ParseContext): Principal {
  if (key === 'Service') return parseService(item, path, context);
  if (key === 'AWS') return parseAwsPrincipal(item, path, context);
  if (item.includes('*')) reportWildcard(key, item, path, context);
  return key === 'Federated' ? { kind: 'federated', provider: item } : { kind: 'canonical-user', id: item };
}

function parseService(item: string, path: Path, context: ParseContext): Principal {
  if (item.includes('*')) reportWildcard('Service', item, path, context);
  else if (!/^[\w.-]+\.[\w.-]+$/.test(item)) {
    const message = `${quote(item)} is no service: \`lambda.amazonaws.com\` would be one`;
    report(context, 'error', 'Invalid service principal format', message, path);
  }
  return { kind: 'service', service: item.toLowerCase() };
}

function parseAwsPrincipal(item: string, path: Path, context: ParseContext): Principal {
  if (item === '*') return { kind: 'everyone' };
  if (/^\d{12}$/.test(item)) return { kind: 'account', account: item };
  const root = /^arn:[\w-]+:iam::(\d{12}):root$/.exec(item);
  if (root?.[1] !== undefined) return { kind: 'account', account: root[1] };
  if (/^A(?:ID|RO|GP|KI|SI|NP)A[A-Z0-9]{12,}$/.test(item)) return { kind: 'unique-id', id: item };
  if (/[*?]/.test(item)) {
    reportWildcard('AWS', item, path, context);
  } else if (
    !/^arn:[\w-]+:(?:iam::\d{12}:(?:user|role|group)\/|sts::\d{12}:(?:assumed-role|federated-user)\/)./.test(item) &&
    !/^arn:[\w-]+:iam::cloudfront:user\/CloudFront Origin Access Identity \w/.test(item)
  ) {
    report(context, 'error', 'Invalid principal format', `${quote(item)} is no principal of IAM or STS`, path);
  }
  return { kind: 'arn', arn: item };
}

function reportWildcard(key: string, item: string, path: Path, context: ParseContext): void {
  const message = `${quote(item)}: \`${key}\` takes no wildcard within a name`;
  const check =
    context.kind === 'trust'
      ? 'Role trust policy unsupported wildcard in principal'
      : 'Unsupported wildcard in principal';
  report(context, 'error', check, message, path);
}
