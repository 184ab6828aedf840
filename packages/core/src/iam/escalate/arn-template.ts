import { findAction } from '../../aws/actions.ts';

/** Kinds of resources that an action of a path is about, where the reference names several or none that tells. */
const OVERRIDES: Readonly<Record<string, readonly string[]>> = {
  'apigateway:PATCH': ['arn:${Partition}:apigateway:${Region}::/apis/${Api}/integrations/${Integration}'],
  'apigateway:POST': ['arn:${Partition}:apigateway:${Region}::/apis/${Api}/integrations'],
  'apigateway:PUT': [
    'arn:${Partition}:apigateway:${Region}::/restapis/${Api}/resources/${Resource}/methods/${Method}/integration',
  ],
  'ssm:SendCommand': ['arn:${Partition}:ec2:${Region}:${Account}:instance/${InstanceId}'],
  'ssm:StartSession': ['arn:${Partition}:ec2:${Region}:${Account}:instance/${InstanceId}'],
};

/** The ARN templates of what an action of a path is about; `*` for an action that has no resources. */
export function listArnTemplates(action: string): readonly string[] {
  const override = OVERRIDES[action];
  if (override !== undefined) return override;
  const types = findAction(action)?.resourceTypes ?? [];
  const required = types.filter((type) => type.required);
  const arns = (required.length > 0 ? required : types).flatMap((type) => type.arns);
  return required.length > 0 ? arns : ['*', ...arns];
}

/** Names for the parts of a template: none that a policy is likely to spare. */
const DEFAULTS: Readonly<Record<string, string>> = { Partition: 'aws', Region: 'us-east-1', Account: '111122223333' };

export function fillTemplate(template: string, name: string): string {
  return template.replaceAll(/\$\{(\w+)\}/g, (_, part: string) => DEFAULTS[part] ?? name);
}
