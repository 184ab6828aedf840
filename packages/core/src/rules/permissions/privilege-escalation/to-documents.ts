import { toExpression } from '../../../app/expression.ts';
import type { PolicyDocument } from '../../../iam/evaluate/policy-set.ts';
import type { GrantedStatement } from '../../../permissions/function-permissions.ts';

/** The deployed text of what a template computes: pseudo parameters, and the ARNs of its roles and functions by `Id.Arn`. */
export type KnownTexts = ReadonlyMap<string, string>;

export const PSEUDO: KnownTexts = new Map([
  ['AWS::AccountId', '111122223333'],
  ['AWS::Partition', 'aws'],
  ['AWS::Region', 'us-east-1'],
  ['AWS::URLSuffix', 'amazonaws.com'],
]);

/** Statements as a document, with the known texts in place of what computes them. */
export function toDocument(statements: readonly GrantedStatement[], known: KnownTexts): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({
      Effect: statement.effect,
      [statement.notAction ? 'NotAction' : 'Action']: statement.actions,
      [statement.notResource ? 'NotResource' : 'Resource']: statement.resources.map((value) =>
        fillIn(toExpression(value), known),
      ),
      ...(statement.condition === null ? {} : { Condition: fillIn(toExpression(statement.condition), known) }),
    })),
  };
}

function fillIn(expression: unknown, known: KnownTexts): unknown {
  if (Array.isArray(expression)) return expression.map((item) => fillIn(item, known));
  if (typeof expression !== 'object' || expression === null) return expression;
  const entries = Object.entries(expression);
  const [[name, content] = ['', undefined]] = entries;
  if (entries.length === 1) {
    const text = findText(name, content, known);
    if (text !== undefined) return text;
    if (name === 'Fn::Sub' && typeof content === 'string') return fillSub(content, known);
  }
  return Object.fromEntries(entries.map(([key, value]) => [key, fillIn(value, known)]));
}

function findText(name: string, content: unknown, known: KnownTexts): string | undefined {
  if (name === 'Ref' && typeof content === 'string') return known.get(content);
  if (name === 'Fn::GetAtt') return known.get(Array.isArray(content) ? content.join('.') : String(content));
  return undefined;
}

/** Plain text where everything is known. */
function fillSub(format: string, known: KnownTexts): unknown {
  const filled = format.replaceAll(/\$\{([\w:.]+)\}/g, (whole, name: string) => known.get(name) ?? whole);
  return /\$\{[^!]/.test(filled) ? { 'Fn::Sub': filled } : filled.replaceAll('${!', '${');
}
