import { join, literal, ref, type Value } from '../../app/value.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * The function's physical name in words that its own role may use: a role that refers to its function is a circular
 * dependency. A name that CloudFormation makes is the stack's name, the logical id and random letters, the first two cut
 * when they are long together.
 */
export function findFunctionName({ function: fn }: Surroundings): Value {
  const name = fn.properties.entries.get('FunctionName');
  if (name !== undefined && name.kind !== 'no-value' && name.kind !== 'unknown') return name;
  return join([ref('AWS::StackName'), literal(`-${fn.id.slice(0, 24)}*`)]);
}
