import type {
  Application,
  Coverage,
  Finding,
  FunctionPermissions,
  LambdaFunction,
  Location,
  ScanResult,
} from '@sallyport/core';

/** A place in `template.yaml`, or in another file. */
export const place = (line: number, column = 7, file = 'template.yaml'): Location => ({
  file,
  line,
  column,
  endLine: line + 1,
  endColumn: 20,
  start: line * 40,
  end: line * 40 + 30,
});

/** A function that the template declares on `line`. */
export function createFunction(id: string, line: number): LambdaFunction {
  return {
    id,
    template: 'template.yaml',
    type: 'AWS::Serverless::Function',
    at: place(line),
    runtime: 'nodejs22.x',
    handler: 'app.handler',
    handlerAt: place(line + 2),
    code: { kind: 'directory', path: 'src', at: place(line + 1) },
    environment: new Map(),
    layers: [],
    entryPoints: [],
    role: { kind: 'implicit', id: `${id}Role`, template: 'template.yaml' },
    triggers: [],
    inVpc: false,
    tracing: false,
    deadLetter: null,
    destinations: [],
    kmsKey: null,
    fileSystems: [],
    properties: { kind: 'map', entries: new Map() },
  };
}

export function createFinding(overrides: Partial<Finding> = {}): Finding {
  return {
    rule: 'PERM002',
    slug: 'service-wildcard',
    severity: 'high',
    confidence: 'certain',
    message: '`dynamodb:*` is granted, and the code calls `dynamodb:GetItem` alone',
    why: 'whoever takes over this function may read, change and delete every table in the account',
    at: place(12),
    function: 'GetOrder',
    references: ['OWASP-S5', 'CSA-SAS-4', 'CWE-269', 'FSBP-IAM.21'],
    fingerprint: '0123456789abcdef',
    ...overrides,
  };
}

export function createPermissions(
  fn: LambdaFunction,
  overrides: Partial<FunctionPermissions> = {},
): FunctionPermissions {
  return {
    function: fn,
    role: null,
    code: {
      handler: { file: 'src/app.ts', export: 'handler', at: place(3, 1, 'src/app.ts') },
      files: ['src/app.ts'],
      calls: [],
      unresolved: [],
      diagnostics: [],
    },
    needed: [],
    granted: [],
    excess: [],
    missing: [],
    unscoped: [],
    policy: { Version: '2012-10-17', Statement: [] },
    unresolved: [],
    complete: true,
    ...overrides,
  };
}

export function createResult(findings: readonly Finding[], overrides: Partial<ScanResult> = {}): ScanResult {
  const functions = [createFunction('GetOrder', 10), createFunction('Import', 30)];
  const application: Application = { templates: [], functions, roles: [], diagnostics: [] };
  const coverage: Coverage = {
    templates: 1,
    functions: 2,
    functionsWithCode: 1,
    packages: 0,
    unresolvedValues: 3,
    incomplete: [{ file: 'template.yaml', why: 'handler `src/gone.handler` was not found' }],
  };
  return {
    application,
    permissions: functions.map((fn) => createPermissions(fn)),
    dependencies: null,
    coverage,
    findings,
    diagnostics: [
      {
        code: 'handler-not-found',
        severity: 'error',
        message: 'handler `src/gone.handler` was not found',
        file: 'template.yaml',
        line: 31,
        column: 7,
      },
      { code: 'baseline-outdated', severity: 'warning', message: 'one finding is gone' },
    ],
    ...overrides,
  };
}
