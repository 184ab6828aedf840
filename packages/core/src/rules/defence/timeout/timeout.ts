import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { toPropertyFix, toValueFix } from '../../template-fix.ts';
import { listPlainResources, toResourceReport } from '../../template-resources.ts';
import { groupByPlace } from '../../group-by-place.ts';
import type { Location } from '../../../app/location.ts';
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
  for (const [first, ...others] of groupByPlace(listFound(context), ({ at }) => ({ at, key: '' }))) {
    const who = listWords(
      [first, ...others].map(({ fn }) => `\`${fn.id}\``),
      1,
    );
    const report = toResourceReport(first.fn, {
      at: first.at,
      message: `${who} ${first.message}`,
      why: first.why,
      ...(others.length === 0 ? {} : { function: null }),
    });
    yield { ...report, ...toFix([first, ...others], context) };
  }
}

interface Description {
  /** Seconds that would do. */
  readonly better: number;
  /** What follows the name of the function. */
  readonly message: string;
  readonly why: string;
}

/** What is not said is said for the function; what is said is replaced where it stands, in the globals where all that take it from there agree. */
function toFix(found: readonly [Found, ...Found[]], context: RuleContext): ReturnType<typeof toValueFix> {
  const [{ fn, at, better }] = found;
  if (fn.find('Timeout') === undefined) return toPropertyFix(`give it ${better} s`, fn, { Timeout: better });
  const users = listPlainResources(context, FUNCTIONS).filter((user) => {
    const place = findTimeoutPlace(user, findKnown(user, context));
    return user.template === fn.template && place.start === at.start;
  });
  const value = Math.min(...found.map((one) => one.better));
  return users.length > found.length ? {} : toValueFix(`stop after ${value} s`, fn.template, [{ at, value }]);
}

const FUNCTIONS = /^AWS::Lambda::Function$/;

const findKnown = (fn: PlainResource, { permissions }: RuleContext): FunctionPermissions | undefined =>
  permissions.find((p) => p.function.id === fn.id && p.function.template === fn.template.file);

/** The template writes it where SAM's function or its `Globals` do. */
const findTimeoutPlace = (fn: PlainResource, known: FunctionPermissions | undefined): Location =>
  findEntry(known?.function.properties, 'Timeout')?.at ?? fn.at('Timeout');

interface Found extends Description {
  readonly fn: PlainResource;
  readonly at: Location;
}

function listFound(context: RuleContext): readonly Found[] {
  return listPlainResources(context, FUNCTIONS).flatMap((fn) => {
    const known = findKnown(fn, context);
    if (known === undefined) return [];
    const said = describeDefault(fn, known) ?? describeTooLong(fn, known);
    return said === undefined ? [] : [{ ...said, fn, at: findTimeoutPlace(fn, known) }];
  });
}

function describeDefault(fn: PlainResource, { code }: FunctionPermissions): Description | undefined {
  const call = code.calls[0];
  if (fn.find('Timeout') !== undefined || call === undefined) return undefined;
  return {
    better: ENOUGH,
    message: `cannot call ${call.service}:${call.operation} for longer than 3 s, the default`,
    why: 'A slow answer or one retry of the SDK takes longer than that, and Lambda then stops the function in the middle of its work. Set `Timeout` to what the work may take.',
  };
}

/** Only where nothing but gateways calls the function: other sources may need the time. */
function describeTooLong(fn: PlainResource, { function: { triggers } }: FunctionPermissions): Description | undefined {
  const seconds = Number(fn.text('Timeout') ?? Number.NaN);
  const waits = triggers.map(({ kind, properties }) =>
    findEntry(properties, 'TimeoutInMillis') === undefined ? PATIENCE[kind] : undefined,
  );
  const longest = Math.max(0, ...waits.map((wait) => wait ?? Infinity));
  if (longest === 0 || !(seconds > Math.max(longest, TOLERATED))) return undefined;
  return {
    better: longest,
    message: `may run for ${seconds} s, while the API waits for ${longest} s at most`,
    why: 'The caller has got an error by then and may have tried again, and the function runs on and is paid for. Set `Timeout` below what the gateway waits, or hand long work to a queue.',
  };
}
