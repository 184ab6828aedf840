import type { RuleContext } from '../../rule.ts';
import { listPlainResources, type PlainResource } from '../../template-resources.ts';
import type { Template } from '../../../app/application.ts';
import { hasReference } from '../../../app/has-reference.ts';
import type { Location } from '../../../app/location.ts';
import type { Value } from '../../../app/value.ts';
import { findSecretParameter } from '../../secrets.ts';

/** A place from which CloudFormation prints a secret to everybody who sees the stack. */
export interface Echo {
  readonly at: Location;
  /** Where it stands: `output \`Token\``. */
  readonly where: string;
  /** What it is: `the secret parameter \`Token\``. */
  readonly what: string;
  readonly identity: readonly string[];
}

/**
 * Outputs and metadata that hold what the template elsewhere keeps out of sight: CloudFormation masks neither
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html, `NoEcho`).
 */
export function findEchoed(context: RuleContext): readonly Echo[] {
  const outputs = context.application.templates.flatMap((template) =>
    template.exports.flatMap(({ output, value }) => {
      const what = nameSecret(value, template);
      if (what === undefined || value.at === undefined) return [];
      return [{ at: value.at, where: `output \`${output}\``, what, identity: ['output', output] }];
    }),
  );
  return [...outputs, ...listPlainResources(context, /./).flatMap(toMetadataEcho)];
}

/** Metadata that SAM and the CDK write themselves hold no references. */
function toMetadataEcho({ id, resource, template }: PlainResource): readonly Echo[] {
  const { metadata, at } = resource;
  const parameter = findSecretParameter(metadata, template);
  if (parameter === undefined) return [];
  const what = `the secret parameter \`${parameter}\``;
  return [{ at: metadata.at ?? at, where: `the metadata of \`${id}\``, what, identity: ['metadata', id] }];
}

function nameSecret(value: Value, template: Template): string | undefined {
  const parameter = findSecretParameter(value, template);
  if (parameter !== undefined) return `the secret parameter \`${parameter}\``;
  const isKey = (id: string, attribute: string | null): boolean =>
    attribute === 'SecretAccessKey' && template.resources.get(id)?.type === 'AWS::IAM::AccessKey';
  return hasReference(value, isKey) ? 'the secret access key of a user' : undefined;
}
