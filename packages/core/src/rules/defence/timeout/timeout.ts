import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { toPropertyFix, toValueFix } from '../../template-fix.ts';
import { listPlainResources, toResourceReport } from '../../template-resources.ts';
import { groupByPlace } from '../../group-by-place.ts';
import type { CodeFacts } from '../../../app/code-facts.ts';
import type { Location } from '../../../app/location.ts';
import { iamPrefixOf } from '../../../aws/services.ts';
import type { Trigger } from '../../../app/trigger.ts';
import { findEntry } from '../../../app/value.ts';
import { listWords } from '../../permissions/list-words.ts';
import type { FunctionPermissions } from '../../../permissions/function-permissions.ts';
import type { PlainResource } from '../../template-resources.ts';

export const timeout: Rule = defineRule({
  id: 'DEF005',
  slug: 'timeout',
  severity: 'low',
  title: 'a function stops too early, or runs on when nobody waits',
  references: ['OWASP-S6', 'CSA-SAS-8', 'CWE-400'],
  needsCode: false,
  check: find,
});

/** Seconds that a gateway waits (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html). */
const PATIENCE: Readonly<Record<string, number>> = { 'rest-api': 29, 'http-api': 30 };

/** A second more than a REST API waits harms nobody: 30 s is what AWS's own templates write. */
const TOLERATED = 30;

/** Seconds in which a call and its retries are done, and less than any gateway waits. */
const ENOUGH = 10;

function* find(context: RuleContext): Iterable<Report> {
  for (const users of groupByPlace(listUses(context), ({ at }) => ({ at, key: '' }))) {
    const found = users.flatMap(({ fn, at, said }) => (said === undefined ? [] : [{ fn, at, ...said }]));
    const [first, ...others] = found;
    if (first === undefined) continue;
    const who = listWords(
      found.map(({ fn }) => `\`${fn.id}\``),
      1,
    );
    const report = toResourceReport(first.fn, {
      at: first.at,
      message: `${who} ${found.length > 1 ? first.message.replace(/^has /, 'have ') : first.message}`,
      why: first.why,
      ...(others.length === 0 ? {} : { function: null }),
    });
    // What is said in the globals is changed where all that take it from there agree.
    yield users.length > found.length ? report : { ...report, ...toFix(first, found) };
  }
}

interface Description {
  /** Seconds that would do. */
  readonly better: number;
  /** What follows the name of the function. */
  readonly message: string;
  readonly why: string;
}

/** What is not said is said for the function; what is said is replaced where it stands. */
function toFix({ fn, at, better }: Found, all: readonly Found[]): ReturnType<typeof toValueFix> {
  if (fn.find('Timeout') === undefined) return toPropertyFix(`give it ${better} s`, fn, { Timeout: better });
  const value = Math.min(...all.map((one) => one.better));
  return toValueFix(`stop after ${value} s`, fn.template, [{ at, value }]);
}

interface Found extends Description {
  readonly fn: PlainResource;
  readonly at: Location;
}

/** A function, where its timeout is said, and what is wrong with it. */
interface Use {
  readonly fn: PlainResource;
  readonly at: Location;
  readonly said: Description | undefined;
}

function listUses(context: RuleContext): readonly Use[] {
  const toKey = (template: string, id: string): string => JSON.stringify([template, id]);
  const byId = new Map(context.permissions.map((p) => [toKey(p.function.template, p.function.id), p]));
  return listPlainResources(context, /^AWS::Lambda::Function$/).map((fn) => {
    const known = byId.get(toKey(fn.template.file, fn.id));
    const said = known && (describeDefault(fn, known) ?? describeTooLong(fn, known));
    // The template writes it where SAM's function or its `Globals` do.
    return { fn, at: findEntry(known?.function.properties, 'Timeout')?.at ?? fn.at('Timeout'), said };
  });
}

function describeDefault(fn: PlainResource, { code }: FunctionPermissions): Description | undefined {
  const call = nameCall(code);
  if (fn.find('Timeout') !== undefined || call === undefined) return undefined;
  return {
    better: ENOUGH,
    message: `has 3 s, the default, for ${call}`,
    why: 'A slow answer or one retry takes longer than that, and Lambda then stops the function in the middle of its work. Set `Timeout` to what the work may take.',
  };
}

/** What the function waits for. */
function nameCall({ calls: [call], requests: [request] = [] }: CodeFacts): string | undefined {
  if (call !== undefined) return `${iamPrefixOf(call.service) ?? call.service}:${call.operation}`;
  return request === undefined ? undefined : `\`${request.name}\``;
}

/** Only where nothing but gateways calls the function: other sources may need the time. */
function describeTooLong(fn: PlainResource, { function: { triggers } }: FunctionPermissions): Description | undefined {
  const seconds = Number(fn.text('Timeout') ?? Number.NaN);
  const waits = triggers.map((trigger) => (isAwaited(trigger) ? PATIENCE[trigger.kind] : undefined));
  const longest = Math.max(0, ...waits.map((wait) => wait ?? Infinity));
  if (longest === 0 || !(seconds > Math.max(longest, TOLERATED))) return undefined;
  return {
    better: longest,
    message: `may run for ${seconds} s, while the API waits for ${longest} s at most`,
    why: 'The caller has got an error by then and may have tried again, and the function runs on and is paid for. Set `Timeout` below what the gateway waits, or hand long work to a queue.',
  };
}

/**
 * An integration may have a patience of its own, or only hand the event over
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-integration-async.html).
 */
function isAwaited({ properties }: Trigger): boolean {
  const integration =
    findEntry(properties, 'x-amazon-apigateway-integration') ?? findEntry(properties, 'Integration') ?? properties;
  const own = ['TimeoutInMillis', 'timeoutInMillis'].some((name) => findEntry(integration, name) !== undefined);
  const parameters = findEntry(integration, 'requestParameters') ?? findEntry(integration, 'RequestParameters');
  const types =
    parameters?.kind === 'map' ? [...parameters.entries.keys()].filter((name) => INVOCATION_TYPE.test(name)) : [];
  return !own && types.length === 0;
}

const INVOCATION_TYPE = /^integration\.request\.header\.(?:X-Amz-Invocation-Type|InvocationType)$/i;
