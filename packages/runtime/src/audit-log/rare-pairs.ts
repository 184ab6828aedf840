/**
 * Letter -> letters that hardly follow it in what people write: pairs in fewer than three of 3,665 words from the pages of npm
 * packages and the names of AWS's operations. Of two random letters 46 % are such a pair.
 */
const RARE: Readonly<Record<string, string>> = {
  a: 'aehoqz',
  b: 'dfghkmnpqtvwxz',
  c: 'bdfgjmnpqvwxz',
  d: 'cfhjkqvxz',
  f: 'bcdghjkmnpqvwxz',
  g: 'bcdfjkpqtvwxz',
  h: 'bcdfghjkpqsvwxz',
  i: 'hijqwy',
  j: 'bcdfghjklmnpqrtvwxyz',
  k: 'bcdhjkmpqrvwxyz',
  l: 'hjnqrxz',
  m: 'cfghjkqrtvwxyz',
  n: 'hjqwxz',
  o: 'hqz',
  p: 'bcfjkqvwxz',
  q: 'abcdefghijkmnopqrstvwxyz',
  r: 'jqxz',
  s: 'bgjqvxz',
  t: 'jkmqvxz',
  u: 'hjquvwxyz',
  v: 'bcdfghjklmnpqrstuvwxyz',
  w: 'bcdfgjkmpqtuvwxyz',
  x: 'bdfghjklmnoqrsuvwxyz',
  y: 'bdghjkqruvxy',
  z: 'bcdfghjklmnpqrstuvwxyz',
};

/** How many pairs of neighbours in `word` (letters) are rare. */
export function countRarePairs(word: string): number {
  let count = 0;
  for (let at = 1; at < word.length; at += 1) {
    const [before = '', after = ''] = [word[at - 1]?.toLowerCase(), word[at]?.toLowerCase()];
    if (RARE[before]?.includes(after)) count += 1;
  }
  return count;
}
