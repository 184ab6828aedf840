import { SallyportError, type Coverage } from '@sallyport/core';
import type { Target } from '../target.ts';

/** The error for a target in which nothing was found, or `undefined` when there was something: silence is no success. */
export function findNothingToRead(coverage: Coverage, target: Target): SallyportError | undefined {
  if (coverage.functions > 0) return undefined;
  const where = target.path ?? target.label;
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
