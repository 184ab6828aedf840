import { toExpression } from '../../../app/expression.ts';
import type { PolicyDocument } from '../../../iam/evaluate/policy-set.ts';
import { fillIn, IN_A_REGION, type KnownTexts } from '../fill-in.ts';
import type { GrantedStatement } from '../../../permissions/function-permissions.ts';

/** Pseudo parameters of an account like any other. */
export const PSEUDO: KnownTexts = new Map([...IN_A_REGION, ['AWS::AccountId', '111122223333']]);

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
