import { compareAccess, type FunctionAccess } from '../../src/permissions/compare-access.ts';
import { analyseTemplate } from './analyse-template.ts';

/** What a pair of templates differs in; intrinsic functions in their long form. */
export interface Parts {
  /** The statements of the function's role. */
  readonly statements?: readonly unknown[];
  readonly version?: unknown;
  /** Properties of the role beside. */
  readonly role?: Readonly<Record<string, unknown>>;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly conditions?: Readonly<Record<string, unknown>>;
  readonly mappings?: Readonly<Record<string, unknown>>;
  readonly resources?: Readonly<Record<string, unknown>>;
}

const TRUST = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };

const FUNCTION = { Handler: 'app.handler', Runtime: 'nodejs22.x' };
const NAMED = { Ref: 'AWS::Region' };
const CONDITIONS = {
  C: { 'Fn::Equals': [NAMED, 'eu-west-1'] },
  D: { 'Fn::Equals': [NAMED, 'eu-west-2'] },
};

const toDocument = ({ version = '2012-10-17', statements = [] }: Parts): unknown => ({
  ...(version === null ? {} : { Version: version }),
  Statement: statements,
});

/** JSON of CloudFormation: the role is a resource. */
function toCloudFormation(parts: Parts): string {
  const role = {
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [TRUST] },
    Policies: [{ PolicyName: 'own', PolicyDocument: toDocument(parts) }],
    ...parts.role,
  };
  return JSON.stringify({
    Parameters: parts.parameters,
    Conditions: { ...CONDITIONS, ...parts.conditions },
    Mappings: parts.mappings,
    Resources: {
      Fn: { Type: 'AWS::Lambda::Function', Properties: { ...FUNCTION, Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
      Role: { Type: 'AWS::IAM::Role', Properties: role },
      ...parts.resources,
    },
  });
}

/** YAML of SAM: the role is the function's own. */
function toSam(parts: Parts): string {
  const { ManagedPolicyArns: managed, Policies: own, ...role } = parts.role ?? {};
  const policies = own ?? (managed === undefined ? [toDocument(parts)] : managed);
  return `Transform: AWS::Serverless-2016-10-31
Parameters: ${JSON.stringify(parts.parameters ?? {})}
Conditions: ${JSON.stringify({ ...CONDITIONS, ...parts.conditions })}
Mappings: ${JSON.stringify(parts.mappings ?? {})}
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs22.x
      CodeUri: .
      Policies: ${JSON.stringify(policies)}
${Object.entries(role)
  .map(([name, value]) => `      ${name}: ${JSON.stringify(value)}\n`)
  .join('')}${Object.entries(parts.resources ?? {})
    .map(([name, value]) => `  ${name}: ${JSON.stringify(value)}\n`)
    .join('')}`;
}

const LANGUAGES = { cloudformation: toCloudFormation, sam: toSam } as const;

export type Language = keyof typeof LANGUAGES;

export function readAccess(parts: Parts, language: Language): FunctionAccess {
  const file = language === 'sam' ? 'template.yaml' : 'template.json';
  const { application, permissions } = analyseTemplate(LANGUAGES[language](parts), {}, { file });
  const own = permissions.find((one) => one.function.id === 'Fn');
  if (own === undefined) throw new Error(`no function in ${LANGUAGES[language](parts)}`);
  return { application, permissions: own };
}

/** What comparing two templates comes to, in one language: `no-new-access`, `new-access` or `unknown`. */
export const comparePair = (before: Parts, after: Parts, language: Language): string =>
  compareAccess(readAccess(before, language), readAccess(after, language)).result;

export const NOTHING = { Ref: 'AWS::NoValue' } as const;
export const either = (condition: string, then: unknown, otherwise: unknown = NOTHING): unknown => ({
  'Fn::If': [condition, then, otherwise],
});
export const allow = (action: unknown, resource: unknown = '*', rest: object = {}): object => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...rest,
});
export const deny = (action: unknown, resource: unknown = '*', rest: object = {}): object => ({
  ...allow(action, resource, rest),
  Effect: 'Deny',
});
