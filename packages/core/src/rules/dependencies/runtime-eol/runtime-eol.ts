import type { Location } from '../../../app/location.ts';
import { resolveValue } from '../../../app/resolve-value.ts';
import { findEntry, findText } from '../../../app/value.ts';
import { listWords } from '../../permissions/list-words.ts';
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
  for (const use of groupByPlace(context)) {
    const dates = runtimeDates.get(use.runtime);
    const [first] = use.functions;
    if (first === undefined || dates === undefined) continue;
    if (Date.parse(dates.deprecated) - Date.parse(today) > WARNED) continue;
    yield toResourceReport(first, {
      at: use.at,
      message: toMessage(use, dates, today),
      why: toWhy(dates, today),
      identity: [use.runtime],
      ...(use.functions.length > 1 ? { function: null } : {}),
    });
  }
}

interface Use {
  readonly at: Location;
  readonly runtime: string;
  readonly functions: readonly PlainResource[];
}

/** What the globals or a parameter say once is one cause, however many functions take it. */
function groupByPlace(context: RuleContext): readonly Use[] {
  const { application } = context;
  const groups = new Map<string, Use & { readonly functions: PlainResource[] }>();
  const named = new Map(application.functions.map((fn) => [JSON.stringify([fn.template, fn.id]), fn]));
  for (const fn of listPlainResources(context, /^AWS::Lambda::Function$/)) {
    // Where the globals say it, only the function as it is written knows the place.
    const written = named.get(JSON.stringify([fn.template.file, fn.id]));
    const value = findEntry(written?.properties, 'Runtime');
    const resolved = value === undefined ? fn.find('Runtime') : resolveValue(value, fn.template, application);
    const runtime = findText(resolved);
    if (runtime === undefined) continue;
    const at = resolved?.at ?? value?.at ?? fn.at('Runtime');
    const key = JSON.stringify([at.file, at.start, runtime]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { at, runtime, functions: [fn] });
    else group.functions.push(fn);
  }
  return [...groups.values()];
}

function toMessage({ functions, runtime }: Use, { deprecated }: RuntimeDates, today: string): string {
  const names = functions.map(({ id }) => `\`${id}\``);
  const who = names.length === 1 ? `${names[0]} runs` : `${listWords(names, 1)} run`;
  const state = deprecated <= today ? 'is not patched since' : 'is patched only until';
  return `${who} on \`${runtime}\`, which ${state} ${deprecated}`;
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
