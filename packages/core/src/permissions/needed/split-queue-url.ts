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
