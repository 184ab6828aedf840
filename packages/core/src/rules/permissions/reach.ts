import { resolveValue } from '../../app/resolve-value.ts';
import type { Value } from '../../app/value.ts';
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
  const [arn, , , , , ...rest] = text.split(':');
  if (arn !== 'arn' || rest.length === 0) return 'named';
  // A type's name, then an identifier that is left open: `table/*`, `log-group:*:*`, `*`.
  return /^(?:[A-Za-z][\w-]*[/:])?\*(?:[/:*].*)?$/.test(rest.join(':')) ? 'kind' : 'named';
}

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
