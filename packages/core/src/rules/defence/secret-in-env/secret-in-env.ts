import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { listPlainResources, toResourceReport } from '../../template-resources.ts';
import type { Value } from '../../../app/value.ts';
import { findSecretKind, isDynamicSecret } from '../../secrets.ts';
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

/** A variable, and the functions that have it from this one place: one, or those under `Globals`. */
interface Found {
  readonly name: string;
  readonly what: string;
  readonly functions: PlainResource[];
}

function* find(context: RuleContext): Iterable<Report> {
  for (const { name, what, functions } of listSecrets(context)) {
    const first = functions[0] as PlainResource;
    const owner = functions.length === 1 ? `\`${first.id}\`` : `${functions.length} functions`;
    yield toResourceReport(first, {
      at: first.at('Environment', 'Variables', name),
      message: `\`${name}\` of ${owner} holds ${what}`,
      why: 'Everybody who may see the configuration of the function, or a log or error that prints its environment, has it, and it stays in the history of the template. Keep it in Secrets Manager or SSM and read it when the function starts.',
      identity: [name],
      ...(functions.length === 1 ? {} : { function: null }),
    });
  }
}

function listSecrets(context: RuleContext): Iterable<Found> {
  const byPlace = new Map<string, Found>();
  for (const fn of listPlainResources(context, /^AWS::Lambda::Function$/)) {
    const variables = fn.find('Environment', 'Variables');
    if (variables?.kind !== 'map') continue;
    for (const [name, value] of variables.entries) {
      const what = findSecretKind(name, value) ?? findBroughtIn(value, fn);
      if (what === undefined) continue;
      const { file, line, column } = fn.at('Environment', 'Variables', name);
      const place = [file, line, column, name].join(' ');
      const found = byPlace.get(place) ?? { name, what, functions: [] };
      found.functions.push(fn);
      byPlace.set(place, found);
    }
  }
  return byPlace.values();
}

/** A secret that the template keeps out of sight, and then puts into plain text. */
function findBroughtIn(value: Value, { template }: PlainResource): string | undefined {
  if (isDynamicSecret(value)) return 'a secret that CloudFormation puts in as plain text';
  const parameter = value.kind === 'ref' && value.attribute === null ? template.parameters.get(value.id) : undefined;
  return parameter?.noEcho === true ? `the secret parameter \`${parameter.name}\` as plain text` : undefined;
}
