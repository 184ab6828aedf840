import { toExpression } from '../../../app/expression.ts';
import { findPath, join, literal, ref, type Value } from '../../../app/value.ts';
import type { NeededPermission } from '../../function-permissions.ts';
import { findFunctionName } from '../function-name.ts';
import { toPatternText } from '../print-value.ts';
import type { Surroundings } from '../surroundings.ts';
import { toContextNeeds, toExactResource } from './context-need.ts';

const ACTIONS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/** Lambda writes the function's log with the function's role, to `/aws/lambda/<name>` unless `LoggingConfig` says otherwise. */
export function findLogNeeds(around: Surroundings): NeededPermission[] {
  const fn = around.function;
  // A program without a template is not run by Lambda.
  if (fn.handler === null && fn.code.kind === 'file') return [];
  const group =
    findPath(fn.properties, 'LoggingConfig', 'LogGroup') ?? join([literal('/aws/lambda/'), findFunctionName(around)]);
  const arn = toLogArn(group, around);
  const resource = toExactResource(toPatternText(arn), toExpression(arn), arn);
  return toContextNeeds(ACTIONS, [resource], { origin: 'logging', operation: 'function log', at: fn.at });
}

function toLogArn(group: Value, around: Surroundings): Value {
  // GetAtt of a log group's ARN ends with `:*`, as the actions on its streams need.
  const own = group.kind === 'ref' ? around.template.resources.get(group.id) : undefined;
  if (own?.type === 'AWS::Logs::LogGroup') return ref(own.id, 'Arn');
  const place = [literal('arn:'), ref('AWS::Partition'), literal(':logs:'), ref('AWS::Region'), literal(':')];
  return join([...place, ref('AWS::AccountId'), literal(':log-group:'), group, literal(':*')]);
}
