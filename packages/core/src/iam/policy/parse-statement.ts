import { parseConditions } from './parse-conditions.ts';
import {
  isRecord,
  itemPath,
  quote,
  report,
  reportLength,
  toList,
  type ParseContext,
  type Path,
} from './parse-context.ts';
import { parseIntrinsic } from './intrinsic-text.ts';
import { parsePrincipals } from './parse-principals.ts';
import { parseText, type ParsedText } from './parse-text.ts';
import type { PatternSet, Statement } from './policy.ts';
import { hasSymbol, joinParts, lowerText, printText, type Text } from './text.ts';

type Document = Readonly<Record<string, unknown>>;

const ELEMENTS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/** One statement; `undefined` when it has no meaning, which has been reported as fatal. */
export function parseStatement(
  document: unknown,
  index: number,
  path: Path,
  context: ParseContext,
): Statement | undefined {
  if (!isRecord(document)) {
    report(context, 'error', 'Missing statement', `${quote(document)} is no statement`, path, true);
    return undefined;
  }
  for (const key of Object.keys(document).filter((key) => !ELEMENTS.has(key))) {
    report(context, 'error', 'Invalid policy element', `${quote(key)} is no element of a statement`, [...path, key]);
  }
  const sid = parseSid(document['Sid'], path, context);
  const effect = parseEffect(document['Effect'], path, context);
  const principals = parsePrincipals(document, path, context);
  const actions = parseActions(document, path, context);
  const resources = parseResources(document, path, context);
  const conditions = parseConditions(document['Condition'], [...path, 'Condition'], context);
  if (effect === undefined || actions === undefined) return undefined;
  return {
    index,
    ...(sid === undefined ? {} : { sid }),
    effect,
    ...(principals === undefined ? {} : { principals }),
    actions,
    ...(resources === undefined ? {} : { resources }),
    conditions,
  };
}

function parseSid(value: unknown, path: Path, context: ParseContext): string | undefined {
  if (value === undefined) return undefined;
  const at = [...path, 'Sid'];
  if (typeof value !== 'string') {
    report(context, 'error', 'Data type mismatch', '`Sid` is a string', at);
    return undefined;
  }
  if (value === '') report(context, 'suggestion', 'Empty Sid value', 'an empty `Sid` says nothing', at);
  // Resource policies may hold other characters too (those of SNS and KMS are written with spaces).
  else if (context.kind !== 'resource' && !/^[A-Za-z0-9]*$/.test(value)) {
    report(context, 'error', 'Unsupported Sid', `${quote(value)} holds more than letters and digits`, at);
  }
  return value;
}

function parseEffect(value: unknown, path: Path, context: ParseContext): Statement['effect'] | undefined {
  if (value === 'Allow' || value === 'Deny') return value;
  if (value === undefined) report(context, 'error', 'Missing effect', 'the statement has no `Effect`', path, true);
  else {
    const message = `${quote(value)} is no effect: \`Allow\` or \`Deny\`, with this case`;
    report(context, 'error', 'Invalid effect', message, [...path, 'Effect'], true);
  }
  return undefined;
}

function parseActions(document: Document, path: Path, context: ParseContext): PatternSet | undefined {
  const name = chooseElement(document, 'Action', 'NotAction', path, context);
  if (name === undefined) {
    const message = 'the statement has neither `Action` nor `NotAction`';
    report(context, 'error', 'Missing action', message, path, true);
    return undefined;
  }
  const patterns = parseTexts(document[name], [...path, name], 'action', context).map(lowerText);
  return { not: name === 'NotAction', patterns };
}

function parseResources(document: Document, path: Path, context: ParseContext): PatternSet | undefined {
  const name = chooseElement(document, 'Resource', 'NotResource', path, context);
  if (name === undefined) {
    if (context.kind === 'identity' || context.kind === 'scp' || context.kind === 'rcp') {
      const message = 'the statement has neither `Resource` nor `NotResource`';
      report(context, 'error', 'Missing resource', message, path, true);
    }
    return undefined;
  }
  if (context.kind === 'trust') {
    const message = 'a trust policy has no resources: it is about its role';
    report(context, 'error', 'Role trust policy syntax error resource', message, [...path, name]);
  }
  const patterns = parseTexts(document[name], [...path, name], 'resource', context);
  const isPadded = context.kind !== 'resource' && context.kind !== 'trust';
  return { not: name === 'NotResource', patterns: isPadded ? patterns.map(padArn) : patterns };
}

function chooseElement(
  document: Document,
  plain: string,
  negated: string,
  path: Path,
  context: ParseContext,
): string | undefined {
  const has = (name: string): boolean => Object.hasOwn(document, name);
  if (has(plain) && has(negated)) {
    const message = `\`${plain}\` and \`${negated}\` stand in one statement`;
    report(context, 'error', 'Unsupported element combination', message, [...path, negated], true);
  }
  return has(plain) ? plain : has(negated) ? negated : undefined;
}

function parseTexts(value: unknown, path: Path, element: 'action' | 'resource', context: ParseContext): Text[] {
  const items = toList(value);
  if (items.length === 0) {
    report(
      context,
      'suggestion',
      `Empty array ${element}`,
      `the statement names no ${element}, and has no effect`,
      path,
    );
  }
  return items.flatMap((item, i) => parseItem(item, itemPath(path, value, i), element, context));
}

function parseItem(item: unknown, path: Path, element: 'action' | 'resource', context: ParseContext): Text[] {
  if (reportLength(item, path, context)) return [];
  const options = { wildcards: true, variables: context.variables && element === 'resource' };
  const read: ParsedText | undefined =
    typeof item === 'string' ? parseText(item, options) : parseIntrinsic(item, options);
  if (read === undefined) {
    const message = `${quote(item)} is no ${element}: a string is expected`;
    report(context, 'error', 'Data type mismatch', message, path, true);
    return [];
  }
  for (const problem of read.problems)
    report(context, 'error', problem, `${quote(item)} holds a broken variable`, path);
  if (typeof item === 'string' && item.includes('${')) reportMisplacedVariable(item, path, element, context);
  return [read.text];
}

function reportMisplacedVariable(item: string, path: Path, element: string, context: ParseContext): void {
  if (element === 'action') {
    const message = `${quote(item)}: an action holds no variables`;
    report(context, 'error', 'Variable unsupported in element', message, path);
  } else if (!context.variables) {
    const message = `${quote(item)} is plain text without \`"Version": "2012-10-17"\``;
    report(context, 'error', 'Variable unsupported in version', message, path);
  }
}

/**
 * An ARN of fewer than six fields stands for all that begins so.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
function padArn(text: Text): Text {
  const [first] = text;
  if (first?.kind !== 'literal' || !first.text.startsWith('arn:') || hasSymbol(text)) return text;
  const missing = 6 - printText(text.filter(({ kind }) => kind !== 'variable')).split(':').length;
  if (missing <= 0) return text;
  const padding = Array.from({ length: missing }, () => [
    { kind: 'literal', text: ':' } as const,
    { kind: 'any' } as const,
  ]);
  return joinParts([...text, ...padding.flat()]);
}
