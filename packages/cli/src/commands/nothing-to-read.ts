import { SallyportError, type Coverage, type Diagnostic, type Host } from '@sallyport/core';
import type { Target } from '../target.ts';

/** Unreadable places that an error names. */
const MOST_PLACES = 5;

/** Files that may hold templates and were not read. */
const UNREAD = /^file-(?:outside|too-large|unreadable)$/;

/** Files by which a project of another kind is known: it is better told so than that it is empty. */
const OTHERS: readonly (readonly [name: RegExp, kind: string])[] = [
  [/^serverless\.(?:ya?ml|json|[jt]s)$/, 'Serverless Framework projects are not read'],
  [/^cdk\.out$/, 'it holds the templates that the CDK has made; give it instead'],
  [/^cdk\.json$/, 'CDK projects are not read; `cdk synth -o FOLDER` makes templates of them'],
  [/\.tf$/, 'Terraform projects are not read'],
];

/** The error for a target in which nothing was found, or `undefined` when there was something: silence is no success. */
export function findNothingToRead(
  coverage: Coverage,
  diagnostics: readonly Diagnostic[],
  target: Target,
  host: Pick<Host, 'list'>,
): SallyportError | undefined {
  if (coverage.functions > 0) return undefined;
  const where = target.given;
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
      help: [
        'looked for SAM and CloudFormation templates (.yaml, .yml, .json, .template) that hold `Resources`;',
        'a single .js, .ts or .py file may be given instead',
        ...findUnread(diagnostics),
        ...(target.path === undefined ? findOtherKind(host.list('')) : []),
      ].join('\n'),
    });
  }
  const templates = coverage.templates === 1 ? 'the template' : `the ${coverage.templates} templates`;
  return new SallyportError('ERR_NOTHING_TO_READ', `no function in ${templates} of \`${where}\``, {
    help: [
      'looked for resources of type `AWS::Serverless::Function` and `AWS::Lambda::Function`',
      ...findUnread(diagnostics),
    ].join('\n'),
  });
}

function findUnread(diagnostics: readonly Diagnostic[]): readonly string[] {
  const unread = diagnostics.filter(({ code, file }) => UNREAD.test(code) && file !== undefined);
  const more = unread.length > MOST_PLACES ? [`and ${unread.length - MOST_PLACES} more that were not read`] : [];
  return [...unread.slice(0, MOST_PLACES).map(({ file, message }) => `not read: ${file}: ${message}`), ...more];
}

function findOtherKind(names: readonly string[]): readonly string[] {
  return OTHERS.flatMap(([pattern, kind]) => {
    const found = names.find((name) => pattern.test(name));
    return found === undefined ? [] : [`found \`${found}\`: ${kind}`];
  });
}
