import { analyse, loadPermissionTools, type Analysis } from '@sallyport/core';
import type { Relation } from '@sallyport/core/iam';
import type { ParsedArgs } from '../../args/option.ts';
import type { Io } from '../../terminal/io.ts';
import { toPrintable } from '../../terminal/wrap.ts';
import type { ExitCode } from '../command.ts';
import { readInvocation } from '../read-options.ts';
import type { Answer } from './answer.ts';
import { describeWitness } from './relation-answer.ts';

/** What became of a function's permissions; a new function is compared with nothing. */
type FunctionRelation = Relation & { readonly function: string };

/** Compares the roles of the functions of two versions of a template, function by function. */
export async function compareTemplates(before: string, after: string, args: ParsedArgs, io: Io): Promise<Answer> {
  const tools = await loadPermissionTools();
  const [old, fresh] = [await readGrants(before, args, io), await readGrants(after, args, io)];
  // A parameter may be new, or gone.
  const unknown = fresh.unknown.filter((message) => old.unknown.includes(message));
  for (const message of unknown) io.stderr.write(`${toPrintable(message)}\n`);
  const functions = [...fresh.access].map(([id, access]): FunctionRelation => {
    return { function: id, ...tools.compareAccess(old.access.get(id), access) };
  });
  const result = findWorst(functions);
  const lines = functions
    .filter((one) => one.result !== 'no-new-access')
    .flatMap(({ function: id, result: own, witness, why }) => [
      `${id}: ${own}${why === undefined ? '' : `: ${why}`}`,
      ...(witness === undefined ? [] : [`  ${describeWitness(witness)}`]),
    ]);
  const exit: ExitCode = result === 'new-access' ? 1 : result === 'unknown' ? 4 : 0;
  const summary = `${result}: ${functions.length} ${functions.length === 1 ? 'function' : 'functions'} compared`;
  return { json: { result, functions }, lines: [...lines, summary], exit };
}

function findWorst(relations: readonly Relation[]): Relation['result'] {
  const order: readonly Relation['result'][] = ['new-access', 'unknown'];
  return order.find((result) => relations.some((relation) => relation.result === result)) ?? 'no-new-access';
}

type Access = Pick<Analysis, 'application'> & { readonly permissions: Analysis['permissions'][number] };

interface Grants {
  readonly access: ReadonlyMap<string, Access>;
  /** What is to be said of parameters that the template does not have. */
  readonly unknown: readonly string[];
}

async function readGrants(file: string, args: ParsedArgs, io: Io): Promise<Grants> {
  const { host, options } = await readInvocation({ ...args, positionals: [file] }, io);
  const { application, permissions, diagnostics } = await analyse(host, { ...options, code: false });
  for (const { severity, message, file: where } of diagnostics) {
    if (severity === 'error') io.stderr.write(`${where ?? file}: ${message}\n`);
  }
  const access = new Map(permissions.map((own) => [own.function.id, { application, permissions: own }]));
  const unknown = diagnostics.filter(({ code }) => code === 'unknown-parameter').map(({ message }) => message);
  return { access, unknown };
}
