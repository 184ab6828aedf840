import { join, literal, ref, type Value } from '../../app/value.ts';
import { findFunctionName } from './function-name.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * The environment variables that the Lambda runtime itself sets ("Defined runtime environment variables" in the Lambda
 * developer guide) and that name something of the stack; `undefined` for every other name.
 */
export function findRuntimeVariable(name: string, around: Surroundings): Value | undefined {
  switch (name) {
    case 'AWS_REGION':
    case 'AWS_DEFAULT_REGION':
      return ref('AWS::Region');
    case 'AWS_LAMBDA_FUNCTION_NAME':
      return findFunctionName(around);
    case 'AWS_LAMBDA_FUNCTION_VERSION':
      return literal('*');
    case 'AWS_LAMBDA_LOG_GROUP_NAME':
      return join([literal('/aws/lambda/'), findFunctionName(around)]);
    case 'AWS_LAMBDA_LOG_STREAM_NAME':
      return literal('*');
    default:
      return undefined;
  }
}
