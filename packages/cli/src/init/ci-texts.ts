import { toWord } from './config-text.ts';

/**
 * The hook of pre-commit (https://pre-commit.com) that scans before a commit: an entry of `repos`. `program` is the package as it lies in
 * the checkout, `folder` the scanned one, or `''`. Nothing is fetched.
 */
export function toHookText(program: string, folder: string): string {
  const args = [`${program}/dist/bin.js`, 'scan', folder === '' ? '.' : folder];
  return `  - repo: local
    hooks:
      - id: sallyport
        name: sallyport scan
        entry: node
        args: [${args.map((arg) => JSON.stringify(arg)).join(', ')}]
        language: system
        pass_filenames: false
        files: \\.(ya?ml|json|template|[cm]?[jt]sx?|py)$
`;
}

/** Stands for the package where it does not lie in the checkout: on no registry, it is where somebody has built it. */
export const unknownProgram = 'PATH/packages/cli';

/** A config of pre-commit with the hook; as a comment where it could not run, and would block every commit. */
export function toHooksText(program: string | undefined, folder: string): string {
  if (program !== undefined) return `repos:\n${toHookText(program, folder)}`;
  const lines = `repos:\n${toHookText(unknownProgram, folder)}`.trimEnd().split('\n');
  return `${[
    '# The hook is off: Sallyport does not lie in this checkout. To turn it on, put these lines in place of `repos: []`, with the',
    '# folder in which Sallyport was cloned and built in place of PATH.',
    ...lines.map((line) => `# ${line}`),
    'repos: []',
  ].join('\n')}\n`;
}

/** The workflow of GitHub that shows findings on pull requests. Sallyport is on no registry: it is built from a commit that is trusted. */
export function toWorkflowText(folder: string): string {
  const path = folder === '' ? [] : ['        working-directory: ' + toWord(folder)];
  const up = '../'.repeat(folder === '' ? 0 : folder.split('/').length);
  const report = folder === '' ? 'sallyport.sarif' : `${folder}/sallyport.sarif`;
  return `${[
    '# Put the repository of Sallyport and a commit that you trust in place of OWNER and COMMIT.',
    'name: sallyport',
    'on:',
    '  pull_request:',
    '  push:',
    '    branches: [main]',
    'permissions: {}',
    'jobs:',
    '  scan:',
    '    runs-on: ubuntu-latest',
    '    permissions:',
    '      contents: read',
    '      security-events: write',
    '    steps:',
    '      - uses: actions/checkout@v4',
    '      - uses: actions/checkout@v4',
    '        with:',
    '          repository: OWNER/sallyport',
    '          ref: COMMIT',
    '          path: .sallyport',
    '      - uses: actions/setup-node@v4',
    '        with:',
    '          node-version: 22',
    '      - run: npm ci && npm run build',
    '        working-directory: .sallyport',
    `      - run: node ${up}.sallyport/packages/cli/dist/bin.js scan --format sarif --output sallyport.sarif`,
    ...path,
    '      - uses: github/codeql-action/upload-sarif@v3',
    '        if: always()',
    '        with:',
    `          sarif_file: ${toWord(report)}`,
  ].join('\n')}\n`;
}
