import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../src/deps/versions/compare-versions.ts';
import { parsePep440 } from '../../src/deps/versions/pypi/pep440.ts';
import { parseSpecifiers, satisfiesSpecifiers } from '../../src/deps/versions/pypi/specifier.ts';

/** Makes pairs from a seed and answers them by the Python package that the specification calls its reference. */
const ORACLE = `
import json, random
from packaging.version import Version
from packaging.specifiers import SpecifierSet, InvalidSpecifier
r = random.Random(440)
n = lambda: r.choice([0, 0, 1, 1, 2, 3, 10, 2024])
def version(local=True):
    out = r.choice(["", "", "", "1!", "v"]) + ".".join(str(n()) for _ in range(r.choice([1, 2, 2, 3, 4])))
    if r.random() < .4: out += r.choice(["a", "b", "rc", ".alpha", "-pre-", "_c."]) + str(n())
    if r.random() < .3: out += r.choice([".post%d", "-%d", "rev%d", ".r.%d"]) % n()
    if r.random() < .3: out += r.choice([".dev%d", "-dev%d"]) % n()
    if local and r.random() < .2: out += "+" + r.choice(["abc", "abc.1", "1", "1-2", "abc_d", "10"])
    return out
def specifier():
    parts = []
    for _ in range(r.choice([1, 1, 2, 3])):
        op = r.choice(["==", "!=", "<=", ">=", "~=", "<", ">", "=="])
        if op in ("==", "!=") and r.random() < .3: parts.append(op + ".".join(str(n()) for _ in range(r.choice([1, 2, 3]))) + ".*")
        else: parts.append(op + r.choice(["", " "]) + version(op in ("==", "!=")))
    return ",".join(parts)
pairs = []
for _ in range(20000):
    a, b = version(), version()
    x, y = Version(a), Version(b)
    pairs.append([a, b, (x > y) - (x < y)])
sets = []
for _ in range(20000):
    v, s = version(), specifier()
    try: sets.append([v, s, SpecifierSet(s).contains(v, prereleases=True), SpecifierSet(s).contains(v, prereleases=False)])
    except InvalidSpecifier: sets.append([v, s, None, None])
print(json.dumps({"pairs": pairs, "sets": sets}))
`;

interface Answers {
  readonly pairs: readonly (readonly [a: string, b: string, order: number])[];
  readonly sets: readonly (readonly [version: string, set: string, loose: boolean | null, strict: boolean | null])[];
}

const { status, stdout } = spawnSync('python3', ['-c', ORACLE], { encoding: 'utf8', maxBuffer: 2 ** 27 });
const isHere = status === 0;
// eslint-disable-next-line no-console
if (!isHere) console.log('SKIPPED differential: python3 with the package packaging is not here');

describe.skipIf(!isHere)('Python versions', () => {
  const answers = isHere ? (JSON.parse(stdout) as Answers) : { pairs: [], sets: [] };

  it('compare as packaging says', () => {
    expect(answers.pairs.filter(([a, b, order]) => compareVersions('PyPI', a, b) !== order)).toEqual([]);
  });

  it('lie in specifiers as packaging says', () => {
    const wrong = answers.sets.filter(([text, specifiers, loose, strict]) => {
      const set = parseSpecifiers(specifiers);
      const version = parsePep440(text);
      if (set === undefined || version === undefined) return loose !== null;
      return (
        satisfiesSpecifiers(set, version) !== loose ||
        satisfiesSpecifiers(set, version, { prereleases: false }) !== strict
      );
    });
    expect(wrong).toEqual([]);
  });
});
