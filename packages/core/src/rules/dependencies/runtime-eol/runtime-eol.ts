import type { Location } from '../../../app/location.ts';
import { resolveValue } from '../../../app/resolve-value.ts';
import { findEntry, findText } from '../../../app/value.ts';
import { listWords } from '../../permissions/list-words.ts';
import { groupByPlace } from '../../group-by-place.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { listPlainResources, toResourceReport, type PlainResource } from '../../template-resources.ts';
import { RUNTIME_DATES_OF, runtimeDates, type RuntimeDates } from './runtime-dates.ts';

export const runtimeEol: Rule = defineRule({
  id: 'DEP005',
  slug: 'runtime-eol',
  severity: 'medium',
  title: 'a function runs on a runtime that is patched no longer, or soon will not be',
  references: ['OWASP-S9', 'CSA-SAS-6', 'CWE-1104', 'FSBP-Lambda.2'],
  needsCode: false,
  check: find,
});

const DAY = 86_400_000;
const WARNED = 90 * DAY;

function* find(context: RuleContext): Iterable<Report> {
  const today = context.today ?? RUNTIME_DATES_OF;
  for (const uses of groupByPlace(listUses(context), ({ at, runtime }) => ({ at, key: runtime }))) {
    const [{ fn, at, runtime }] = uses;
    const dates = runtimeDates.get(runtime);
    if (dates === undefined || Date.parse(dates.deprecated) - Date.parse(today) > WARNED) continue;
    yield toResourceReport(fn, {
      at,
      message: toMessage(uses, dates, today),
      why: toWhy(dates, today),
      identity: [runtime],
      ...(uses.length > 1 ? { function: null } : {}),
    });
  }
}

/** The runtime of a function, and where it is said: at the function, in the globals, or by a parameter. */
interface Use {
  readonly fn: PlainResource;
  readonly at: Location;
  readonly runtime: string;
}

function* listUses(context: RuleContext): Iterable<Use> {
  const { application } = context;
  const named = new Map(application.functions.map((fn) => [JSON.stringify([fn.template, fn.id]), fn]));
  for (const fn of listPlainResources(context, /^AWS::Lambda::Function$/)) {
    // Where the globals say it, only the function as it is written knows the place.
    const written = named.get(JSON.stringify([fn.template.file, fn.id]));
    const value = findEntry(written?.properties, 'Runtime');
    const resolved = value === undefined ? fn.find('Runtime') : resolveValue(value, fn.template, application);
    const runtime = findText(resolved);
    if (runtime !== undefined) yield { fn, at: resolved?.at ?? value?.at ?? fn.at('Runtime'), runtime };
  }
}

function toMessage(uses: readonly [Use, ...Use[]], { deprecated }: RuntimeDates, today: string): string {
  const names = uses.map(({ fn }) => `\`${fn.id}\``);
  const who = names.length === 1 ? `${names[0]} runs` : `${listWords(names, 1)} run`;
  const state = deprecated <= today ? 'is not patched since' : 'is patched only until';
  return `${who} on \`${uses[0].runtime}\`, which ${state} ${deprecated}`;
}

function toWhy({ blocksCreate, blocksUpdate, successor }: RuntimeDates, today: string): string {
  const blocks = [
    ['creates no function with it', blocksCreate],
    ['changes no function with it', blocksUpdate],
  ].map(([what, day]) => {
    if (typeof day !== 'string') return [];
    return day <= today ? [`${what} any more`] : [`${what} from ${day} on`];
  });
  const said = blocks.flat();
  const ends = said.length === 0 ? '' : ` Lambda ${listWords(said)}: then not even a fix can be deployed.`;
  const next = successor === null ? '' : ` The newest of its family is \`${successor}\`.`;
  return `AWS gives a deprecated runtime no security updates; what becomes known against it stays open.${ends}${next}`;
}
