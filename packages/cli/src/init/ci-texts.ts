import { toWord } from './config-text.ts';

/**
 * The hook of pre-commit (https://pre-commit.com) that scans before a commit: an entry of `repos`. `folder` is the scanned
 * one as it lies in the checkout, or `''`. `npx --no` never fetches anything.
 */
export function toHookText(folder: string): string {
  return `  - repo: local
    hooks:
      - id: sallyport
        name: sallyport scan
        entry: npx --no -- sallyport scan
        args: [${JSON.stringify(folder === '' ? '.' : folder)}]
        language: system
        pass_filenames: false
        files: \\.(ya?ml|json|template|[cm]?[jt]sx?|py)$
`;
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
