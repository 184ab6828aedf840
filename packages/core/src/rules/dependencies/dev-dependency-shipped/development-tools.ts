import type { Ecosystem } from '../../../deps/package.ts';

/** Test runners, linters, formatters, compilers, type packages and deployment tools: no handler calls them. */
const TOOLS: Readonly<Record<Ecosystem, ReadonlySet<string>>> = {
  npm: new Set(
    `@babel/cli @biomejs/biome @jest/globals @playwright/test @vitest/coverage-v8 ava aws-cdk aws-sdk-client-mock aws-sdk-mock c8 chai
    cypress eslint husky jasmine jest jshint lint-staged mocha nock nodemon nyc oxlint prettier rimraf serverless serverless-offline sinon
    standard supertest ts-jest ts-loader ts-node ts-node-dev tslint tsx typescript typescript-eslint vitest webpack webpack-cli`.split(
      /\s+/,
    ),
  ),
  PyPI: new Set(
    `aws-sam-cli bandit black cfn-lint coverage flake8 hypothesis ipdb ipykernel ipython isort jupyter jupyterlab mock moto mypy notebook
    pre-commit pylint pyright pytest pytest-asyncio pytest-cov pytest-mock pytest-xdist responses ruff tox twine`.split(
      /\s+/,
    ),
  ),
};

/** Whether a package is of use to developers alone. `@types/…` holds no code at all. */
export const isDevelopmentTool = (ecosystem: Ecosystem, name: string): boolean =>
  TOOLS[ecosystem].has(name) ||
  (ecosystem === 'npm' && /^(?:@types\/|@eslint\/|@typescript-eslint\/|eslint-)/.test(name));
