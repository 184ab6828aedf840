import { resolveValue } from '../../app/resolve-value.ts';
import type { Value } from '../../app/value.ts';
import { listIamResourceTypes } from '../../aws/actions.ts';
import type { GlobToken } from '../../iam/glob.ts';
import { toResourceGlobs, type Scope } from '../../iam/resource-globs.ts';
import type { Grant } from './grant.ts';

/** How far a resource of a statement reaches. `kind`: all resources of a type, or of a service (`table/*`, `arn:aws:s3:::*`). */
export type Reach = 'everything' | 'kind' | 'named';

/**
 * The widest reading of a value, with parameters at their defaults. What the template does not tell counts as a name: it
 * is no wildcard for sure.
 */
export function findReach(value: Value, scope: Scope): Reach {
  const resolved = resolveValue(value, scope.template, scope.application);
  const reaches = toResourceGlobs(resolved, scope).map((glob) => readReach(glob.tokens));
  if (reaches.includes('everything')) return 'everything';
  return reaches.includes('kind') ? 'kind' : 'named';
}

/** The widest of all resources of a place; `NotResource` is not judged. */
export function findGrantReach({ statements, scope }: Grant): Reach {
  const reaches = statements
    .filter((statement) => !statement.notResource)
    .flatMap((statement) => statement.resources.map((value) => findReach(value, scope)));
  if (reaches.includes('everything')) return 'everything';
  return reaches.includes('kind') ? 'kind' : 'named';
}

function readReach(tokens: readonly GlobToken[]): Reach {
  const text = tokens.map(spell).join('');
  if (/^\*+$/.test(text) || /^arn:(?:\*|<>):?\*(?::\*)*$/.test(text)) return 'everything';
  const [arn, , service = '', , , ...rest] = text.split(':');
  if (arn !== 'arn' || rest.length === 0) return 'named';
  // An identifier that is left open: `*`, or after a type's name as in `table/*` and `log-group:*:*`.
  const [, type] = /^([^*]*)\*(?:[/:*].*)?$/.exec(rest.join(':')) ?? [];
  return type !== undefined && (type === '' || isType(service, type)) ? 'kind' : 'named';
}

/** Whether ARNs of a service go on so before what names a resource: objects of one bucket begin with its name. */
function isType(service: string, text: string): boolean {
  const types = listIamResourceTypes(service);
  if (types.length === 0) return /^[A-Za-z][\w-]*[/:]$/.test(text);
  return types.some(({ arns }) => arns.some((arn) => arn.startsWith(`${text}\${`, findResourcePart(arn))));
}

/** Where the sixth part of an ARN begins. */
const findResourcePart = (arn: string): number => /^(?:[^:]*:){5}/.exec(arn)?.[0].length ?? 0;

function spell(token: GlobToken): string {
  if (token.kind === 'char') return token.char;
  if (token.kind === 'any') return '*';
  return token.kind === 'one' ? '?' : '<>';
}

/** False when the resources are only wide by the default of a parameter, or in a branch of `Fn::If`. */
export const isSurelyWide = ({ statements, scope }: Grant): boolean =>
  statements.some((statement) =>
    statement.resources.some((value) =>
      toResourceGlobs(value, scope).some((glob) => glob.when.size === 0 && readReach(glob.tokens) !== 'named'),
    ),
  );
