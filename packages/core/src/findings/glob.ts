import { matchesWildcards } from '../app/matches-wildcards.ts';

/**
 * Whether a root-relative path matches a pattern: `*` within a name, `**` over folders, `?` for one character.
 * A pattern that names a folder covers what is in it. Runs in time linear in path times pattern, whatever they hold.
 */
export function matchesPath(pattern: string, path: string): boolean {
  const wanted = pattern.replace(/^\.\//, '').replace(/\/+$/, '').split('/');
  const given = path.split('/');
  const memo = new Map<number, boolean>();
  const walk = (w: number, g: number): boolean => {
    const key = w * (given.length + 1) + g;
    const known = memo.get(key);
    if (known !== undefined) return known;
    const answer = step(w, g);
    memo.set(key, answer);
    return answer;
  };
  const step = (w: number, g: number): boolean => {
    const part = wanted[w];
    if (part === undefined) return true;
    if (part === '**') return walk(w + 1, g) || (g < given.length && walk(w, g + 1));
    const name = given[g];
    return name !== undefined && matchesWildcards(part, name) && walk(w + 1, g + 1);
  };
  return walk(0, 0);
}
