import { listReferences } from '../../../app/list-references.ts';
import type { LambdaFunction } from '../../../app/function.ts';
import type { Trigger } from '../../../app/trigger.ts';
import { findEntry } from '../../../app/value.ts';
import type { FunctionPermissions } from '../../../permissions/function-permissions.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import {
  findPlainFunction,
  findReferencedResource,
  listPlainResources,
  type PlainResource,
} from '../../template-resources.ts';
import { toStep } from '../../to-step.ts';

export const unboundedConcurrency: Rule = defineRule({
  id: 'DEF006',
  slug: 'unbounded-concurrency',
  severity: 'low',
  title: 'a function may open more connections than its database takes',
  references: ['OWASP-S6', 'CSA-SAS-8', 'CWE-770'],
  needsCode: false,
  suggestion: true,
  check: find,
});

function* find(context: RuleContext): Iterable<Report> {
  const secrets = findSecrets(context);
  for (const known of context.permissions) {
    const fn = findPlainFunction(known.function, context);
    const trigger = known.function.triggers.find(isUnbounded);
    if (fn === undefined || trigger === undefined || fn.find('ReservedConcurrentExecutions') !== undefined) continue;
    const database = usesDataApi(known) ? undefined : findDatabase(fn, secrets, context);
    if (database !== undefined) yield toReport(known.function, trigger, database);
  }
}

const OUTSIDE: ReadonlySet<Trigger['kind']> = new Set([
  'rest-api',
  'http-api',
  'websocket-api',
  'function-url',
  'appsync',
]);

/** Called as often as somebody outside wants, or as a queue is long. */
const isUnbounded = ({ kind, properties }: Trigger): boolean =>
  OUTSIDE.has(kind) || (kind === 'sqs' && findEntry(properties, 'ScalingConfig') === undefined);

/** The Data API keeps the connections itself. */
const usesDataApi = ({ granted }: FunctionPermissions): boolean =>
  granted.some(({ actions }) => actions.some((action) => /^rds-data:/i.test(action)));

/** The database to which the environment leads, by its address or by the secret for it; none behind a proxy, which keeps the connections. */
function findDatabase(fn: PlainResource, secrets: Secrets, context: RuleContext): PlainResource | undefined {
  const environment = fn.find('Environment', 'Variables');
  const named = (environment === undefined ? [] : listReferences(environment)).flatMap((reference) => {
    const found = findReferencedResource({ kind: 'ref', ...reference }, fn, context);
    return found === undefined ? [] : [{ found, attribute: reference.attribute ?? '' }];
  });
  if (named.some(({ found }) => found.type === 'AWS::RDS::DBProxy')) return undefined;
  for (const { found, attribute } of named) {
    const database = DATABASE.test(found.type) && ADDRESS.test(attribute) ? found : secrets.get(found);
    if (database !== undefined) return database;
  }
  return undefined;
}

const DATABASE = /^AWS::(?:RDS::DB(?:Instance|Cluster)|DocDB::DBCluster|Neptune::DBCluster|Redshift::Cluster)$/;
const ADDRESS = /Endpoint|MasterUserSecret/;

/** The databases by the secrets that are attached to them. */
type Secrets = ReadonlyMap<PlainResource, PlainResource>;

function findSecrets(context: RuleContext): Secrets {
  const attachments = listPlainResources(context, /^AWS::SecretsManager::SecretTargetAttachment$/);
  return new Map(
    attachments.flatMap((attachment) => {
      const secret = findReferencedResource(attachment.find('SecretId'), attachment, context);
      const target = findReferencedResource(attachment.find('TargetId'), attachment, context);
      return secret !== undefined && target !== undefined && DATABASE.test(target.type) ? [[secret, target]] : [];
    }),
  );
}

const toReport = ({ id, at }: LambdaFunction, trigger: Trigger, database: PlainResource): Report => ({
  at,
  function: id,
  resource: id,
  confidence: 'likely',
  message: `nothing limits how many of \`${id}\` run at once, and \`${database.id}\` takes only so many connections`,
  why: `Under load, or under an attack, each copy of the function opens a connection of its own until the database refuses them to everybody. Set \`ReservedConcurrentExecutions\`${trigger.kind === 'sqs' ? ' or `ScalingConfig` of the queue' : ''}, or put an RDS Proxy between them.`,
  trace: [
    toStep(trigger.at, `${trigger.id} calls ${id} as often as it likes`),
    toStep(database.resource.at, `${id} connects to ${database.id}`),
  ],
  identity: [id, database.id],
});
