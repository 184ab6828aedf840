import { policyTemplatesTable } from './generated/policy-templates.ts';

/** One of SAM's policy templates. */
export interface SamPolicyTemplate {
  readonly name: string;
  /** Every parameter is required. */
  readonly parameters: readonly string[];
  readonly statements: readonly PolicyTemplateStatement[];
}

/** Always an `Allow`. Texts hold `${Parameter}` and pseudo parameters such as `${AWS::Region}`, as `Fn::Sub` has them. */
export interface PolicyTemplateStatement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

let templates: ReadonlyMap<string, SamPolicyTemplate> | undefined;

/** A policy template by its name, as `Policies` of a SAM function spells it (`DynamoDBCrudPolicy`). */
export function findPolicyTemplate(name: string): SamPolicyTemplate | undefined {
  return readTemplates().get(name);
}

/** The names of all policy templates, sorted. */
export function listPolicyTemplates(): readonly string[] {
  return [...readTemplates().keys()];
}

function readTemplates(): ReadonlyMap<string, SamPolicyTemplate> {
  templates ??= new Map(
    policyTemplatesTable.split('\n').map((line) => {
      const [name = '', parameters = '', ...statements] = line.split('|');
      const template = {
        name,
        parameters: parameters.split(' ').filter(Boolean),
        statements: statements.map(parseStatement),
      };
      return [name, template] as const;
    }),
  );
  return templates;
}

function parseStatement(packed: string): PolicyTemplateStatement {
  const [main = '', ...conditions] = packed.split('?');
  const at = main.indexOf('@');
  const statement = {
    actions: main.slice(0, at).split(' '),
    resources: main
      .slice(at + 1)
      .split(' ')
      .map(unpackText),
  };
  if (conditions.length === 0) return statement;
  const condition: Record<string, Record<string, string>> = {};
  for (const entry of conditions) {
    const [operator = '', key = '', value = ''] = entry.split(' ');
    condition[operator] = { ...condition[operator], [key]: unpackText(value) };
  }
  return { ...statement, condition };
}

const unpackText = (text: string): string => text.replace(/^~/, 'arn:{AWS::Partition}:').replaceAll('{', '${');
