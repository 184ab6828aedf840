import { SallyportError, type Coverage, type Diagnostic } from '@sallyport/core';
import type { Target } from '../target.ts';

/** Unreadable places that an error names. */
const MOST_PLACES = 5;

/** The error for a target in which nothing was found, or `undefined` when there was something: silence is no success. */
export function findNothingToRead(
  coverage: Coverage,
  diagnostics: readonly Diagnostic[],
  target: Target,
): SallyportError | undefined {
  if (coverage.functions > 0) return undefined;
  const where = target.path ?? target.label;
  const unreadable = diagnostics.filter((d) => d.severity === 'error' && d.file !== undefined);
  if (unreadable.length > 0) {
    const places = unreadable
      .slice(0, MOST_PLACES)
      .map((d) => `${d.file}:${d.line ?? 1}:${d.column ?? 1}: ${d.message}`);
    const more = unreadable.length > MOST_PLACES ? [`and ${unreadable.length - MOST_PLACES} more`] : [];
    return new SallyportError('ERR_NOTHING_TO_READ', `no function could be read in \`${where}\``, {
      help: [...places, ...more].join('\n'),
    });
  }
  if (coverage.templates === 0) {
    return new SallyportError('ERR_NOTHING_TO_READ', `no template in \`${where}\``, {
      help: 'looked for SAM and CloudFormation templates (.yaml, .yml, .json, .template) that hold `Resources`;\na single .js, .ts or .py file may be given instead',
    });
  }
  const templates = coverage.templates === 1 ? 'the template' : `the ${coverage.templates} templates`;
  return new SallyportError('ERR_NOTHING_TO_READ', `no function in ${templates} of \`${where}\``, {
    help: 'looked for resources of type `AWS::Serverless::Function` and `AWS::Lambda::Function`',
  });
}
