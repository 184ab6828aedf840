/** How the resources that were found for an action compare with those that a person named. */
export type Scope = 'exact' | 'wide' | 'narrow';

/**
 * Brings the ways to write one ARN to one: `${X.Arn}` for the ARN of a resource that the template declares, stars for a region
 * and an account that are the stack's own.
 */
export function normaliseArn(arn: string): string {
  return arn
    .replace(/^arn:(?:\$\{AWS::Partition\}|aws|\*):/, 'arn:')
    .replaceAll(/\$\{AWS::(Region|AccountId|Partition)\}/g, '*')
    .replace(
      /^arn:[\w-]+:\*?:\*?:(?:(?:table|function|event-bus|stream|userpool|stateMachine|deliverystream)[/:])?(\$\{[A-Za-z0-9]+)(?:\.\w+)?\}/,
      '$1.Arn}',
    )
    .replace(/^(\$\{[A-Za-z0-9]+)\}(?=$|\/)/, '$1.Arn}');
}

/** `found` against `expected`, each entry a set of ARNs of which any will do. */
export function compareScope(found: readonly string[], expected: readonly (readonly string[])[]): Scope {
  const have = found.map(normaliseArn);
  const want = expected.map((arns) => arns.map(normaliseArn));
  if (want.some((arns) => !have.some((h) => arns.some((a) => covers(h, a))))) return 'narrow';
  return have.every((h) => want.some((arns) => arns.some((a) => covers(a, h)))) ? 'exact' : 'wide';
}

/** Whether a pattern matches everything that another does; `*` also stands for a reference. */
function covers(pattern: string, other: string): boolean {
  if (pattern === other || pattern === '*') return true;
  const anyName = /^arn:[\w-]+:[^:]*:[^:]*:(?:[\w-]+[/:])?(\*.*)$/.exec(pattern)?.[1];
  const reference = /^\$\{\w+\.Arn\}/.exec(other)?.[0];
  if (anyName !== undefined && reference !== undefined) return covers(anyName, other.slice(reference.length));
  const text = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${text.join('.*')}$`).test(other);
}
