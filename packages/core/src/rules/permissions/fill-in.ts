/** The deployed text of what a template computes: of pseudo parameters, or of ARNs by `Id.Arn`. */
export type KnownTexts = ReadonlyMap<string, string>;

/**
 * Pseudo parameters whose text is known but for China and GovCloud: what is true of a policy there, is true here.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html
 */
export const IN_PARTITION: KnownTexts = new Map([
  ['AWS::Partition', 'aws'],
  ['AWS::URLSuffix', 'amazonaws.com'],
]);

/** The same in a region like any other. */
export const IN_A_REGION: KnownTexts = new Map([...IN_PARTITION, ['AWS::Region', 'us-east-1']]);

/** An expression of CloudFormation with the known texts in place of what computes them. */
export function fillIn(expression: unknown, known: KnownTexts): unknown {
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
