import { toExpression } from '../../app/expression.ts';
import { unknown, type Value } from '../../app/value.ts';

/**
 * The parts of `https://sqs.<region>.amazonaws.com/<account>/<name>` when the URL is known at deployment only: CloudFormation
 * takes them out of it.
 */
export function splitQueueUrl(url: Value): Readonly<Record<'Region' | 'Account' | 'QueueName', Value>> {
  const whole = toExpression(url);
  const pick = (index: number, separator: string): Value =>
    unknown('a part of a queue URL', { 'Fn::Select': [index, { 'Fn::Split': [separator, whole] }] });
  return { Region: pick(1, '.'), Account: pick(3, '/'), QueueName: pick(4, '/') };
}

/** The name at the end of an ARN that is known at deployment only, as `arn:…:stateMachine:<name>`. */
export const splitArnName = (arn: Value): Value =>
  unknown('the name in an ARN', { 'Fn::Select': [6, { 'Fn::Split': [':', toExpression(arn)] }] });
