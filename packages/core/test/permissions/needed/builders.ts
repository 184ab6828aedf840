import type { Application, Parameter, Template } from '../../../src/app/application.ts';
import type { CodeFacts } from '../../../src/app/code-facts.ts';
import type { CodeValue } from '../../../src/app/code-value.ts';
import type { LambdaFunction } from '../../../src/app/function.ts';
import type { Location } from '../../../src/app/location.ts';
import type { Resource } from '../../../src/app/resource.ts';
import type { SdkCall } from '../../../src/app/sdk-call.ts';
import { literal, type MapValue, type Value } from '../../../src/app/value.ts';

export const at = (line = 1, file = 'app.ts'): Location => ({
  file,
  line,
  column: 1,
  endLine: line,
  endColumn: 2,
  start: line,
  end: line + 1,
});

/** Texts become literals. */
export const map = (entries: Readonly<Record<string, Value | string>> = {}): MapValue => ({
  kind: 'map',
  entries: new Map(Object.entries(entries).map(([k, v]) => [k, typeof v === 'string' ? literal(v) : v])),
});

export const resource = (
  id: string,
  type: string,
  properties: Readonly<Record<string, Value | string>> = {},
  more: Partial<Resource> = {},
): Resource => ({
  id,
  template: 'template.yaml',
  type,
  properties: map(properties),
  metadata: map(),
  at: at(1, 'template.yaml'),
  provenance: 'template',
  ...more,
});

export const parameter = (name: string, more: Partial<Parameter> = {}): Parameter => ({
  name,
  type: 'String',
  noEcho: false,
  at: at(1, 'template.yaml'),
  ...more,
});

export const template = (
  resources: readonly Resource[],
  parameters: readonly Parameter[] = [],
  more: Partial<Template> = {},
): Template => ({
  file: 'template.yaml',
  kind: 'sam',
  syntax: 'yaml',
  text: '',
  parameters: new Map(parameters.map((p) => [p.name, p])),
  resources: new Map(resources.map((r) => [r.id, r])),
  conditions: new Map(),
  exports: [],
  ...more,
});

export const lambda = (
  environment: Readonly<Record<string, Value | string>> = {},
  more: Partial<LambdaFunction> = {},
): LambdaFunction => ({
  id: 'Fn',
  template: 'template.yaml',
  type: 'AWS::Serverless::Function',
  at: at(1, 'template.yaml'),
  runtime: 'nodejs20.x',
  handler: 'app.handler',
  handlerAt: at(1, 'template.yaml'),
  code: { kind: 'directory', path: '', at: at(1, 'template.yaml') },
  environment: map(environment).entries,
  layers: [],
  entryPoints: [],
  role: { kind: 'implicit', id: 'FnRole', template: 'template.yaml' },
  triggers: [],
  inVpc: false,
  tracing: false,
  deadLetter: null,
  destinations: [],
  kmsKey: null,
  fileSystems: [],
  properties: map(),
  ...more,
});

export const application = (templates: readonly Template[]): Application => ({
  templates,
  functions: [],
  roles: [],
  diagnostics: [],
});

/** An SDK call; plain texts in `args` are constants. */
export const call = (
  service: string,
  operation: string,
  args: Readonly<Record<string, CodeValue | string>>,
  more: Partial<SdkCall> = {},
): SdkCall => ({
  service,
  operation,
  args: {
    kind: 'object',
    open: false,
    fields: new Map(
      Object.entries(args).map(([k, v]) => [k, typeof v === 'string' ? { kind: 'const', value: v } : v] as const),
    ),
  },
  at: at(),
  credentials: 'default',
  confidence: 'certain',
  ...more,
});

export const facts = (...calls: readonly SdkCall[]): CodeFacts => ({
  handler: null,
  files: [],
  calls,
  unresolved: [],
  diagnostics: [],
});

export const env = (name: string, fallback?: CodeValue): CodeValue => ({
  kind: 'env',
  name,
  ...(fallback === undefined ? {} : { fallback }),
});

export const runtime: CodeValue = { kind: 'unknown', why: 'only run time knows it' };
