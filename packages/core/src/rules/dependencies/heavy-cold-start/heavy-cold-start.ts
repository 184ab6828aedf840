import type { Location } from '../../../app/location.ts';
import { listWords } from '../../permissions/list-words.ts';
import { groupByPlace } from '../../group-by-place.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { toStep } from '../../to-step.ts';

export const heavyColdStart: Rule = defineRule({
  id: 'DEP007',
  slug: 'heavy-cold-start',
  severity: 'info',
  title: 'a function loads or makes more than it has to before it answers',
  references: ['OWASP-S6', 'CSA-SAS-8', 'CWE-405'],
  needsCode: true,
  suggestion: true,
  check: (context) => [...findWholeSdks(context), ...findClients(context)],
});

interface Use {
  readonly at: Location;
  readonly function: string;
  readonly service: string;
}

/** A file that several functions share is one cause. */
function* findWholeSdks({ permissions }: RuleContext): Iterable<Report> {
  const uses = permissions.flatMap(({ function: fn, code }): readonly Use[] =>
    code.wholeSdk === undefined ? [] : [{ at: code.wholeSdk, function: fn.id, service: '' }],
  );
  for (const same of groupByPlace(uses, ({ at }) => ({ at, key: '' }))) {
    yield toReport(same, {
      message: 'all of the AWS SDK v2 is loaded',
      why: 'It is some hundred services of which a few are called, no runtime after Node.js 16 has it, and AWS has ended its support. Load the client of a service alone, best of the SDK v3 (`@aws-sdk/client-…`).',
    });
  }
}

function* findClients({ permissions }: RuleContext): Iterable<Report> {
  const uses = permissions.flatMap(({ function: fn, code }) =>
    (code.clients ?? []).map(({ service, at }): Use => ({ at, function: fn.id, service })),
  );
  for (const same of groupByPlace(uses, ({ at, service }) => ({ at, key: service }))) {
    yield toReport(same, {
      message: `each invocation makes a client of \`${same[0].service}\` of its own`,
      why: 'Its connections and credentials are set up anew each time. Made outside the handler, it is kept for the invocations that follow (https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html).',
    });
  }
}

function toReport(
  uses: readonly [Use, ...Use[]],
  { message, why }: { readonly message: string; readonly why: string },
): Report {
  const [{ at, service }] = uses;
  const functions = [...new Set(uses.map((use) => use.function))];
  return {
    at,
    message,
    why: `${why} ${listWords(functions)} ${functions.length === 1 ? 'does' : 'do'} so.`,
    confidence: 'likely',
    ...(functions.length === 1 && functions[0] !== undefined ? { function: functions[0] } : {}),
    trace: [toStep(at, service === '' ? 'loaded here' : 'made here')],
    identity: [at.file, service, ...functions],
  };
}
