import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { listPlainResources, toResourceReport } from '../../template-resources.ts';
import type { Location } from '../../../app/location.ts';
import { findPath, type Value } from '../../../app/value.ts';
import { groupByPlace } from '../../group-by-place.ts';
import { findSecretKind, findSecretParameter, isDynamicSecret } from '../../secrets.ts';
import type { PlainResource } from '../../template-resources.ts';

export const secretInEnv: Rule = defineRule({
  id: 'DEF001',
  slug: 'secret-in-env',
  severity: 'high',
  title: 'a secret stands in the environment of a function',
  references: ['OWASP-S3', 'CSA-SAS-7', 'CWE-798'],
  needsCode: false,
  check: find,
});

/** A variable of a function, or of a stage of an API. */
interface Found {
  readonly name: string;
  readonly what: string;
  readonly owner: PlainResource;
}

/** Where plain variables stand, by type. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  'AWS::Lambda::Function': ['Environment', 'Variables'],
  'AWS::ApiGateway::Stage': ['Variables'],
  'AWS::ApiGatewayV2::Stage': ['StageVariables'],
};

const findVariablePath = ({ type }: PlainResource): readonly string[] => PATHS[type] ?? [];

function* find(context: RuleContext): Iterable<Report> {
  const groups = groupByPlace(listSecrets(context), ({ name, owner }) => ({ at: toPlace(owner, name), key: name }));
  for (const [{ name, what, owner }, ...others] of groups) {
    const isStage = owner.type !== 'AWS::Lambda::Function';
    const whose = others.length === 0 ? `\`${owner.id}\`` : `${others.length + 1} ${isStage ? 'stages' : 'functions'}`;
    yield toResourceReport(owner, {
      at: toPlace(owner, name),
      message: `\`${name}\` of ${whose} holds ${what}`,
      why: isStage ? OF_STAGE : OF_FUNCTION,
      identity: [name],
      ...(others.length === 0 ? {} : { function: null }),
    });
  }
}

const OF_FUNCTION =
  'Everybody who may see the configuration of the function, or a log or error that prints its environment, has it, and it stays in the history of the template. Keep it in Secrets Manager or SSM and read it when the function starts.';
const OF_STAGE =
  'Everybody who may see the stage, or an event that API Gateway hands on with its variables, has it, and it stays in the history of the template. Keep it in Secrets Manager or SSM and let what stands behind the API read it.';

const toPlace = (owner: PlainResource, name: string): Location => owner.at(...findVariablePath(owner), name);

function* listSecrets(context: RuleContext): Iterable<Found> {
  for (const owner of listPlainResources(context, /^AWS::(?:Lambda::Function|ApiGateway(?:V2)?::Stage)$/)) {
    const variables = owner.find(...findVariablePath(owner));
    if (variables?.kind !== 'map') continue;
    for (const [name, value] of variables.entries) {
      const what = findSecretKind(name, value) ?? findBroughtIn(name, value, owner);
      if (what !== undefined) yield { name, what, owner };
    }
  }
}

/** What is kept beside a password and is none itself. */
const BESIDE = /(?:host|port|region|user|name|id|arn|tenant|endpoint|(?:base|api|service)_?ur[il])$/i;

/** A secret that the template keeps out of sight, and then puts into plain text. */
function findBroughtIn(name: string, value: Value, owner: PlainResource): string | undefined {
  const { template, resource } = owner;
  if (isDynamicSecret(value) && !BESIDE.test(name)) return 'a secret that CloudFormation puts in as plain text';
  // A default of the parameter would stand in its place.
  const written = findPath(resource.properties, ...findVariablePath(owner), name) ?? value;
  const parameter = findSecretParameter(written, template);
  return parameter === undefined ? undefined : `the secret parameter \`${parameter}\` as plain text`;
}
