import type { Trigger } from '../../../app/trigger.ts';
import { findEntry, findText, toItems } from '../../../app/value.ts';
import type { TraceStep } from '../../../findings/finding.ts';
import { listHops, type Hop } from '../../function-hops.ts';
import { listActions } from '../../permissions/list-words.ts';
import { toStep } from '../../to-step.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';

export const recursiveLoop: Rule = defineRule({
  id: 'EVT008',
  slug: 'recursive-loop',
  severity: 'high',
  title: 'a function may write to what calls it',
  references: ['OWASP-S6', 'CSA-SAS-8', 'CWE-674'],
  needsCode: false,
  check: find,
});

function* find(context: RuleContext): Iterable<Report> {
  const hops = listHops(context).filter(({ trigger }) => !isSplit(trigger));
  for (const hop of hops) if (hop.from === hop.to) yield isWritten(hop) ? toWrittenReport(hop) : toGrantedReport(hop);
  for (const [there, back] of findRounds(hops)) yield toRoundReport(there, back);
}

const isWritten = ({ needs }: Hop): boolean => needs.length > 0;

/** A filter may let pass what the function reads and keep back what it writes; nobody but its author can tell. */
function isSplit({ kind, properties }: Trigger): boolean {
  const isFiltered = ['Filter', 'FilterCriteria', 'FilterPolicy'].some(
    (name) => findEntry(properties, name) !== undefined,
  );
  if (isFiltered || kind !== 's3') return isFiltered;
  const events = toItems(findEntry(properties, 'Events') ?? findEntry(properties, 'Event'));
  const single = findText(findEntry(properties, 'Events') ?? findEntry(properties, 'Event'));
  const names = [...events.map((event) => findText(event)), single];
  return !names.some((name) => name !== undefined && /^s3:(?:ObjectCreated:|\*)/.test(name));
}

/** Pairs of functions of which each calls the other, once; the surest way there and back. */
function findRounds(hops: readonly Hop[]): readonly (readonly [Hop, Hop])[] {
  const sorted = hops.toSorted((a, b) => Number(isWritten(b)) - Number(isWritten(a)));
  const ways = new Map<string, Hop>();
  const toKey = (from: Hop['from'], to: Hop['to']): string =>
    JSON.stringify([from.function.template, from.function.id, to.function.id]);
  for (const hop of sorted) {
    const key = toKey(hop.from, hop.to);
    if (hop.from !== hop.to && !ways.has(key)) ways.set(key, hop);
  }
  return [...ways.values()].flatMap((there) => {
    const back = ways.get(toKey(there.to, there.from));
    return back !== undefined && there.from.function.id < there.to.function.id ? [[there, back] as const] : [];
  });
}

const toSteps = ({ from, to, trigger, source, needs }: Hop): readonly TraceStep[] => [
  ...needs
    .flatMap((need) => need.calls)
    .slice(0, 3)
    .map(({ at, operation }) => toStep(at, `${operation} of ${from.function.id} writes to ${source}`)),
  toStep(trigger.at, `${source} ${isFed({ trigger, source }) ? 'leads to' : 'calls'} ${to.function.id}`),
];

/** Through a topic or a queue that `from` does not know of. */
const isFed = ({ trigger, source }: Pick<Hop, 'trigger' | 'source'>): boolean =>
  trigger.source?.kind === 'ref' && trigger.source.id !== source;

const ENDLESS =
  'Unless the code knows what it wrote itself and leaves it, each call makes the next one, and nothing ends it but the budget: Lambda stops only some loops, and after some 16 rounds.';

function toWrittenReport(hop: Hop): Report {
  const { trigger, source, needs } = hop;
  const { id } = hop.to.function;
  const written =
    trigger.kind === 'eventbridge'
      ? `sends events to bus \`${source}\` that call it again`
      : `is called by \`${source}\` and writes to it (${listActions(needs.map(({ action }) => action))})`;
  return {
    at: trigger.at,
    confidence: 'likely',
    message: `\`${id}\` ${written}`,
    why: `${ENDLESS} Write somewhere else, or let a filter keep back what the function itself writes.`,
    function: id,
    resource: source,
    trace: toSteps(hop),
    identity: [id, source],
  };
}

function toGrantedReport(hop: Hop): Report {
  const { trigger, source } = hop;
  const { id } = hop.to.function;
  return {
    at: trigger.at,
    severity: 'medium',
    confidence: 'possible',
    message: `\`${id}\` is called by \`${source}\` and may write to it`,
    why: 'One write there, by mistake or by whoever takes over the code, and each call makes the next one. The code is not known to write there: let its role only read.',
    function: id,
    resource: source,
    trace: toSteps(hop),
    identity: [id, source],
  };
}

function toRoundReport(there: Hop, back: Hop): Report {
  const [one, other] = [there.from.function.id, there.to.function.id];
  const isSure = isWritten(there) && isWritten(back);
  return {
    at: back.trigger.at,
    ...(isSure ? { confidence: 'likely' } : { severity: 'medium', confidence: 'possible' }),
    message: `\`${one}\` and \`${other}\` ${isSure ? '' : 'may '}call each other, through \`${there.source}\` and \`${back.source}\``,
    why: isSure
      ? `${ENDLESS} Write somewhere else, or let a filter keep back what comes round.`
      : 'One write each, by mistake or by whoever takes over the code, and each call makes the next one. The code is not known to do both: let a role only read.',
    function: one,
    resource: back.source,
    trace: [...toSteps(there), ...toSteps(back)],
    identity: [one, other],
  };
}
