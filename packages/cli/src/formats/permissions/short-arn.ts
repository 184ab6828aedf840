/** `arn`, partition, service, region, account. */
const head =
  /^arn:(?:aws[a-z-]*|\$\{AWS::Partition\}|\*):[a-z0-9-]+:(?:\$\{AWS::Region\}|\*)?:(?:\$\{AWS::AccountId\}|\*)?:/;

/** An ARN without what an action's prefix and the stack tell anyway: `table/orders`. Others stay whole. */
export function toShortArn(arn: string): string {
  const rest = arn.replace(head, '');
  return rest === '' || rest === '*' ? arn : rest;
}

/** Several, without those that only name what lies inside another (`bucket/*`, `table/orders/index/*`). */
export function toShortArns(arns: readonly string[]): string {
  const short = arns.map(toShortArn);
  const isInside = (arn: string): boolean =>
    short.some((o) => o !== arn && (arn === `${o}/*` || arn === `${o}/index/*`));
  const outer = [...new Set(short)].filter((arn) => !isInside(arn));
  return outer.length > 3 ? `${outer.slice(0, 3).join(', ')} +${outer.length - 3}` : outer.join(', ');
}

/** A sentence that ends with a list of ARNs, with those shortened. */
export function toShortText(text: string): string {
  const start = text.search(/\barn:/);
  return start === -1 ? text : text.slice(0, start) + toShortArns(text.slice(start).split(', '));
}
