import { analyse, loadPermissionTools, type FunctionPermissions, type PermissionTools } from '@sallyport/core';
import { compare, type PolicyDocument, type Relation } from '@sallyport/core/iam';
import type { ParsedArgs } from '../../args/option.ts';
import type { Io } from '../../terminal/io.ts';
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
  const functions = [...fresh].map(([id, granted]): FunctionRelation => {
    const relation = compare(toDocument(old.get(id) ?? [], tools), toDocument(granted, tools), { kind: 'identity' });
    return { function: id, ...relation };
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

type Granted = FunctionPermissions['granted'];

async function readGrants(file: string, args: ParsedArgs, io: Io): Promise<ReadonlyMap<string, Granted>> {
  const { host, options } = await readInvocation({ ...args, positionals: [file] }, io);
  const { permissions, diagnostics } = await analyse(host, { ...options, code: false });
  for (const { severity, message, file: where } of diagnostics) {
    if (severity === 'error') io.stderr.write(`${where ?? file}: ${message}\n`);
  }
  return new Map(permissions.map(({ function: own, granted }) => [own.id, granted]));
}

/** The statements as CloudFormation holds them: what a template computes is the same symbol in both versions. */
function toDocument(granted: Granted, { toExpression }: PermissionTools): PolicyDocument {
  const statements = granted.map((statement) => ({
    Effect: statement.effect,
    [statement.notAction ? 'NotAction' : 'Action']: statement.actions,
    [statement.notResource ? 'NotResource' : 'Resource']: statement.resources.map(toExpression),
    ...(statement.condition === null ? {} : { Condition: toExpression(statement.condition) }),
  }));
  return { Version: '2012-10-17', Statement: statements };
}
