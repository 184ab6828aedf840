import type { FunctionPermissions, PolicyStatement } from '../function-permissions.ts';
import { toFunctionSubjects, type PolicySubject } from './policy-subject.ts';
import { findIntrinsic } from './yaml-expression.ts';

/** The smallest policies as statements of the CDK in TypeScript; references speak of the template's logical ids. */
export function printCdk(permissions: readonly FunctionPermissions[]): string {
  const body = toFunctionSubjects(permissions).map(toConstant).join('\n');
  const names = ['Aws', 'Fn'].filter((name) => body.includes(`${name}.`));
  const imports = names.length === 0 ? [] : [`import { ${names.join(', ')} } from 'aws-cdk-lib';`];
  return [...imports, "import * as iam from 'aws-cdk-lib/aws-iam';", '', body].join('\n');
}

function toConstant(subject: PolicySubject): string {
  const name = `${subject.name.charAt(0).toLowerCase()}${subject.name.slice(1).replaceAll(/\W/g, '')}Statements`;
  const statements = subject.policy.Statement.map(toStatement);
  const list = statements.length === 0 ? '[]' : `[\n${statements.join('\n')}\n]`;
  return `/** ${subject.id} in ${subject.template} */\nexport const ${name}: iam.PolicyStatement[] = ${list};\n`;
}

function toStatement({ Sid, Action, Resource, Condition }: PolicyStatement): string {
  const lines = [
    ...(Sid === undefined ? [] : [`sid: ${toQuoted(Sid)},`]),
    `actions: [${Action.map(toQuoted).join(', ')}],`,
    ...toListLines('resources', Resource.map(toSource)),
    ...(Condition === undefined ? [] : [`conditions: ${toSource(Condition)},`]),
  ];
  return ['  new iam.PolicyStatement({', ...lines.map((line) => `    ${line}`), '  }),'].join('\n');
}

function toListLines(name: string, items: readonly string[]): readonly string[] {
  if (items.length === 1) return [`${name}: [${items[0] ?? ''}],`];
  return [`${name}: [`, ...items.map((item) => `  ${item},`), '],'];
}

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': 'Aws.ACCOUNT_ID',
  'AWS::NoValue': 'Aws.NO_VALUE',
  'AWS::Partition': 'Aws.PARTITION',
  'AWS::Region': 'Aws.REGION',
  'AWS::StackId': 'Aws.STACK_ID',
  'AWS::StackName': 'Aws.STACK_NAME',
  'AWS::URLSuffix': 'Aws.URL_SUFFIX',
};

/** Data of a policy as TypeScript. */
function toSource(data: unknown): string {
  if (typeof data === 'string') return toQuoted(data);
  if (data === null || typeof data !== 'object') return JSON.stringify(data ?? null);
  if (Array.isArray(data)) return `[${data.map(toSource).join(', ')}]`;
  const intrinsic = findIntrinsic(data);
  if (intrinsic !== undefined) return toCall(intrinsic.name, intrinsic.argument, data);
  return `{ ${Object.entries(data)
    .map(([key, value]) => `${toQuoted(key)}: ${toSource(value)}`)
    .join(', ')} }`;
}

function toCall(name: string, argument: unknown, data: object): string {
  const list = Array.isArray(argument) ? argument : [argument];
  const args = list.map(toSource).join(', ');
  switch (name) {
    case 'Ref':
      return PSEUDO[String(argument)] ?? `Fn.ref(${args})`;
    case 'Fn::GetAtt':
      return `Fn.getAtt(${args}).toString()`;
    case 'Fn::Sub':
      return `Fn.sub(${args})`;
    case 'Fn::Join':
      return `Fn.join(${args})`;
    case 'Fn::If':
      return `Fn.conditionIf(${args}).toString()`;
    case 'Fn::ImportValue':
      return `Fn.importValue(${args})`;
    case 'Fn::Select':
      return `Fn.select(${args})`;
    case 'Fn::Split':
      return `Fn.split(${args})`;
    default:
      return `${JSON.stringify(data)} as unknown as string`;
  }
}

const toQuoted = (text: string): string =>
  `'${JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)}'`;
