import { relative, resolve, sep } from 'node:path';
import { analyse, loadPermissionTools, SallyportError, type Analysis, type PermissionTools } from '@sallyport/core';
import type { Relation } from '@sallyport/core/iam';
import type { ParsedArgs } from '../../args/option.ts';
import type { Io } from '../../terminal/io.ts';
import { toPrintable } from '../../terminal/wrap.ts';
import type { ExitCode } from '../command.ts';
import { readInvocation } from '../read-options.ts';
import type { Answer } from './answer.ts';
import { describeStatements, type Placed, type PlacedStatement } from './placed-statement.ts';
import { describeWitness } from './relation-answer.ts';

/** What became of a function's permissions; a new function is compared with nothing. */
type FunctionRelation = Placed & { readonly function: string };

/** Compares the roles of the functions of two versions of a template, function by function. */
export async function compareTemplates(before: string, after: string, args: ParsedArgs, io: Io): Promise<Answer> {
  const tools = await loadPermissionTools();
  const [old, fresh] = [await readGrants(before, args, io), await readGrants(after, args, io)];
  // A parameter may be new, or gone.
  const misnamed = fresh.unknown.filter((message) => old.unknown.includes(message));
  for (const message of misnamed) io.stderr.write(`${toPrintable(message)}\n`);
  const unread = tools.findUnreadParts(old.application, fresh.application);
  if (unread.length === 0 && old.access.size + fresh.access.size === 0) {
    throw new SallyportError('ERR_NOTHING_TO_READ', 'there is no function in either version');
  }
  const functions = [...fresh.access].map(([key, access]): FunctionRelation => {
    const { statements, ...relation } = tools.compareAccess(findOld(key, old, fresh), access);
    const placed = statements?.map((one) => toPlaced(one, one.version === 'old' ? old : fresh, io));
    return { function: toName(key, fresh), ...relation, ...(placed === undefined ? {} : { statements: placed }) };
  });
  return toAnswer(functions, unread);
}

function toAnswer(functions: readonly FunctionRelation[], unread: readonly string[]): Answer {
  const worst = findWorst(functions);
  const result = worst === 'no-new-access' && unread.length > 0 ? 'unknown' : worst;
  const lines = functions
    .filter((one) => one.result !== 'no-new-access')
    .flatMap(({ function: id, result: own, witness, why, statements = [] }) => [
      `${id}: ${own}${why === undefined ? '' : `: ${why}`}`,
      ...(witness === undefined ? [] : [`  ${describeWitness(witness)}`]),
      ...describeStatements(statements).map((line) => `  ${line}`),
    ]);
  const exit: ExitCode = result === 'new-access' ? 1 : result === 'unknown' ? 4 : 0;
  const summary = `${result}: ${functions.length} ${functions.length === 1 ? 'function' : 'functions'} compared`;
  const gaps = unread.map((why) => `unknown: ${why}`);
  return {
    json: { result, functions, ...(unread.length === 0 ? {} : { unread }) },
    lines: [...lines, ...gaps, summary],
    exit,
  };
}

/** A statement with its place as it lies from the working directory. */
function toPlaced({ version, at, ...statement }: Changed, { root }: Grants, io: Io): PlacedStatement {
  const file = relative(io.cwd, resolve(root, at.file)).replaceAll(sep, '/');
  return { policy: version, ...statement, file, line: at.line, column: at.column };
}

type Changed = NonNullable<ReturnType<PermissionTools['compareAccess']>['statements']>[number];

/** Functions of nested stacks may have one name. */
function toName(key: string, { access }: Grants): string {
  const id = toId(key);
  return [...access.keys()].filter((other) => toId(other) === id).length === 1 ? id : key;
}

const toId = (key: string): string => key.slice(key.lastIndexOf('#') + 1);

/** The same function of the version before, or the one of its name that has moved between stacks. */
function findOld(key: string, old: Grants, fresh: Grants): Access | undefined {
  const moved = [...old.access.keys()].filter((other) => !fresh.access.has(other) && toId(other) === toId(key));
  return old.access.get(key) ?? (moved.length === 1 ? old.access.get(moved[0] ?? '') : undefined);
}

function findWorst(relations: readonly Relation[]): Relation['result'] {
  const order: readonly Relation['result'][] = ['new-access', 'unknown'];
  return order.find((result) => relations.some((relation) => relation.result === result)) ?? 'no-new-access';
}

type Access = Pick<Analysis, 'application'> & { readonly permissions: Analysis['permissions'][number] };

interface Grants {
  /** Absolute path of the folder that the files of the application lie in. */
  readonly root: string;
  readonly application: Analysis['application'];
  /** By the logical id; in a nested stack, by the path of its template as well. */
  readonly access: ReadonlyMap<string, Access>;
  /** What is to be said of parameters that the template does not have. */
  readonly unknown: readonly string[];
}

async function readGrants(file: string, args: ParsedArgs, io: Io): Promise<Grants> {
  const { target, host, options } = await readInvocation({ ...args, positionals: [file] }, io);
  const { application, permissions, diagnostics } = await analyse(host, { ...options, code: false });
  for (const { severity, message, file: where } of diagnostics) {
    if (severity === 'error') io.stderr.write(`${where ?? file}: ${message}\n`);
  }
  if (application.templates.length === 0) throw new SallyportError('ERR_NOTHING_TO_READ', `\`${file}\` is no template`);
  const root = options.path ?? '';
  const access = new Map(
    permissions.map((own) => [toKey(own.function, root), { application, permissions: own }] as const),
  );
  const unknown = diagnostics.filter(({ code }) => code === 'unknown-parameter').map(({ message }) => message);
  return { root: target.root, application, access, unknown };
}

function toKey({ id, template }: Access['permissions']['function'], root: string): string {
  const folder = root.slice(0, root.lastIndexOf('/') + 1);
  return template === root ? id : `${template.startsWith(folder) ? template.slice(folder.length) : template}#${id}`;
}
