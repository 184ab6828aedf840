import type { PolicyStatement } from '../function-permissions.ts';
import { findNodeAt, type NodePath } from './node-path.ts';
import type { OpenTemplate } from './open-template.ts';
import type { UnitChange } from './plan-units.ts';

type Replacement = Extract<UnitChange, { kind: 'replace' }>;

/** Entries of one list, each right behind the other, that give way to statements. */
interface Run {
  readonly head: number;
  readonly last: NodePath;
}

/** Neighbours in a list of policies that give way to statements become one policy, unless comments tell them apart. */
export function joinNeighbours(open: OpenTemplate, changes: readonly UnitChange[]): readonly UnitChange[] {
  const joined: UnitChange[] = [];
  let run: Run | undefined;
  for (const change of changes) {
    const path = isReplacedEntry(change) ? findNodeAt(open.root, change.unit.start) : undefined;
    const next = path !== undefined && run !== undefined && isBehind(open, run.last, path) ? run.head : -1;
    const head = joined[next];
    const isJoined =
      isReplacedEntry(change) && head !== undefined && isReplacedEntry(head) && head.statements.length > 0;
    if (isJoined) joined[next] = { ...head, statements: joinStatements([...head.statements, ...change.statements]) };
    joined.push(isJoined ? { ...change, statements: [] } : change);
    run = path === undefined ? undefined : { head: isJoined ? next : joined.length - 1, last: path };
  }
  return joined;
}

const isReplacedEntry = (change: UnitChange): change is Replacement =>
  change.kind === 'replace' && change.unit.kind === 'entry';

function isBehind({ page, aliased }: OpenTemplate, first: NodePath, second: NodePath): boolean {
  const [a, b] = [first.steps.at(-1), second.steps.at(-1)];
  if (a?.kind !== 'item' || b?.kind !== 'item' || a.parent !== b.parent || b.index !== a.index + 1) return false;
  return !aliased.has(a.parent) && !page.text.slice(first.node.start, second.node.end).includes('#');
}

/** Statements on the same resources of one service are one. */
function joinStatements(statements: readonly PolicyStatement[]): readonly PolicyStatement[] {
  const joined = new Map<string, PolicyStatement>();
  for (const statement of statements) {
    const services = statement.Action.map((action) => action.slice(0, action.indexOf(':')));
    const key = JSON.stringify([services[0], statement.Resource, statement.Condition]);
    const before = joined.get(key);
    const actions = [...new Set([...(before?.Action ?? []), ...statement.Action])].sort();
    joined.set(key, { ...statement, Action: actions });
  }
  return [...joined.values()];
}
