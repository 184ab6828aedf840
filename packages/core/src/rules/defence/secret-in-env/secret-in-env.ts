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

/** A variable of a function. */
interface Found {
  readonly name: string;
  readonly what: string;
  readonly fn: PlainResource;
}

function* find(context: RuleContext): Iterable<Report> {
  const groups = groupByPlace(listSecrets(context), ({ name, fn }) => ({ at: toPlace(fn, name), key: name }));
  for (const [{ name, what, fn }, ...others] of groups) {
    const owner = others.length === 0 ? `\`${fn.id}\`` : `${others.length + 1} functions`;
    yield toResourceReport(fn, {
      at: toPlace(fn, name),
      message: `\`${name}\` of ${owner} holds ${what}`,
      why: 'Everybody who may see the configuration of the function, or a log or error that prints its environment, has it, and it stays in the history of the template. Keep it in Secrets Manager or SSM and read it when the function starts.',
      identity: [name],
      ...(others.length === 0 ? {} : { function: null }),
    });
  }
}

const toPlace = (fn: PlainResource, name: string): Location => fn.at('Environment', 'Variables', name);

function* listSecrets(context: RuleContext): Iterable<Found> {
  for (const fn of listPlainResources(context, /^AWS::Lambda::Function$/)) {
    const variables = fn.find('Environment', 'Variables');
    if (variables?.kind !== 'map') continue;
    for (const [name, value] of variables.entries) {
      const what = findSecretKind(name, value) ?? findBroughtIn(name, value, fn);
      if (what !== undefined) yield { name, what, fn };
    }
  }
}

/** What is kept beside a password and is none itself. */
const BESIDE = /(?:host|port|region|user|name|id|arn|tenant|endpoint|(?:base|api|service)_?ur[il])$/i;

/** A secret that the template keeps out of sight, and then puts into plain text. */
function findBroughtIn(name: string, value: Value, { template, resource }: PlainResource): string | undefined {
  if (isDynamicSecret(value) && !BESIDE.test(name)) return 'a secret that CloudFormation puts in as plain text';
  // A default of the parameter would stand in its place.
  const written = findPath(resource.properties, 'Environment', 'Variables', name) ?? value;
  const parameter = findSecretParameter(written, template);
  return parameter === undefined ? undefined : `the secret parameter \`${parameter}\` as plain text`;
}
