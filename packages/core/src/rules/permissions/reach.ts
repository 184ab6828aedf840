import { resolveValue } from '../../app/resolve-value.ts';
import type { Value } from '../../app/value.ts';
import type { GlobToken } from '../../iam/glob.ts';
import { readReach, type Reach } from '../../iam/read-reach.ts';
import { toResourceGlobs, type Scope } from '../../iam/resource-globs.ts';
import type { Grant } from './grant.ts';

/**
 * The widest reading of a value, with parameters at their defaults. What the template does not tell counts as a name: it
 * is no wildcard for sure.
 */
export function findReach(value: Value, scope: Scope): Reach {
  const resolved = resolveValue(value, scope.template, scope.application);
  const reaches = toResourceGlobs(resolved, scope).map((glob) => readReach(spellGlob(glob.tokens)));
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

const spellGlob = (tokens: readonly GlobToken[]): string => tokens.map(spell).join('');

function spell(token: GlobToken): string {
  if (token.kind === 'char') return token.char;
  if (token.kind === 'any') return '*';
  return token.kind === 'one' ? '?' : '<>';
}

/** False when the resources are only wide by the default of a parameter, or in a branch of `Fn::If`. */
export const isSurelyWide = ({ statements, scope }: Grant): boolean =>
  statements.some((statement) =>
    statement.resources.some((value) =>
      toResourceGlobs(value, scope).some(
        (glob) => glob.when.size === 0 && readReach(spellGlob(glob.tokens)) !== 'named',
      ),
    ),
  );
