/** `arn`, partition, service, region, account. */
const head =
  /^arn:(?:aws[a-z-]*|\$\{AWS::Partition\}|\*):[a-z0-9-]+:(?:\$\{AWS::Region\}|\*)?:(?:\$\{AWS::AccountId\}|\*)?:/;

/** An ARN without what an action's prefix and the stack tell anyway: `table/orders`. Others stay whole. */
export function toShortArn(arn: string): string {
  const rest = arn.replace(head, '');
  return rest === '' || rest === '*' ? arn : rest;
}
