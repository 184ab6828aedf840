import type { ClassIr, FunctionIr } from '../ir.ts';
import type { UnknownValue } from './abstract.ts';

/** A member of a value that code reads; `isCalled` when it calls it at once. */
export interface Use {
  readonly name: string;
  readonly isCalled: boolean;
}

/** What a caller outside the file gives. */
export const GIVEN_BY_CALLER: UnknownValue = { k: 'unknown', why: 'given by a caller' };

/** Nodes that are looked at for one parameter. */
const MOST_NODES = 100_000;

type Node = Readonly<Record<string, unknown>> & { readonly kind?: unknown };

/**
 * The members that a function reads of one of its parameters, and that the methods of its class read of the field in which a
 * constructor keeps it.
 */
export function findUses(fn: FunctionIr, cls: ClassIr | null, parameter: string): readonly Use[] {
  const found = new Map<string, Use>();
  const add = (use: Use): unknown => found.set(`${use.name}${use.isCalled ? '()' : ''}`, use);
  const isParameter = (e: unknown): boolean => isNode(e) && e.kind === 'name' && e['name'] === parameter;
  const fields = new Set<string>();
  walk(fn.body, (node) => {
    readUse(node, isParameter, add);
    if (node.kind !== 'assign' || !isNode(node['target'])) return;
    const field = toOwnField(node['target']);
    if (field !== undefined && isKept(node['value'], isParameter)) fields.add(field);
  });
  if (cls === null || fields.size === 0) return [...found.values()];
  const isField = (e: unknown): boolean => isNode(e) && fields.has(toOwnField(e) ?? '');
  walk(cls.members, (node) => readUse(node, isField, add));
  return [...found.values()];
}

function readUse(node: Node, isMeant: (e: unknown) => boolean, add: (use: Use) => unknown): void {
  const callee = node.kind === 'call' ? node['callee'] : undefined;
  if (isNode(callee) && callee.kind === 'member' && isMeant(callee['object'])) {
    const name = toConstant(callee['property']);
    if (name !== undefined) add({ name, isCalled: true });
  } else if (node.kind === 'member' && isMeant(node['object'])) {
    const name = toConstant(node['property']);
    if (name !== undefined) add({ name, isCalled: false });
  }
}

/** `self.client` and `this.client`, read or written. */
function toOwnField(node: Node): string | undefined {
  if (node.kind !== 'member' || !isNode(node['object'])) return undefined;
  const { object } = node as { object: Node };
  const isOwn = object.kind === 'this' || (object.kind === 'name' && object['name'] === 'self');
  return isOwn ? toConstant(node['property']) : undefined;
}

/** The parameter itself, or with what stands in for it: `client or boto3.client('s3')`. */
function isKept(value: unknown, isParameter: (e: unknown) => boolean): boolean {
  if (!isNode(value)) return false;
  return isParameter(value) || (value.kind === 'logical' && isParameter(value['left']));
}

const toConstant = (node: unknown): string | undefined =>
  isNode(node) && node.kind === 'const' && typeof node['value'] === 'string' ? node['value'] : undefined;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

function walk(root: unknown, visit: (node: Node) => void): void {
  const left: unknown[] = [root];
  for (let count = 0; left.length > 0 && count < MOST_NODES; count += 1) {
    const node = left.pop();
    if (Array.isArray(node)) left.push(...(node as unknown[]));
    else if (isNode(node)) {
      visit(node);
      left.push(...Object.values(node).filter((v) => typeof v === 'object'));
    }
  }
}
