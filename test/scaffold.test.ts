import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scaffolds } from '../scripts/scaffold/index.ts';
import { addToList } from '../scripts/scaffold/registry.ts';
import { readRepositoryFile } from './repository.ts';

describe('a line in a registry', () => {
  it('goes after the imports and to the end of the list', () => {
    const text = "import { a } from './a.ts';\n\nexport const rules: readonly Rule[] = [a];\nconst other = [1];\n";
    const line = { import: "import { b } from './b.ts';", element: 'b' };
    expect(addToList(text, 'rules', line)).toBe(
      "import { a } from './a.ts';\nimport { b } from './b.ts';\n\n" +
        'export const rules: readonly Rule[] = [a,\n  b,\n];\nconst other = [1];\n',
    );
  });

  it('needs its list', () => {
    expect(() => addToList('export const others = [];', 'rules', { element: 'b' })).toThrow('no list `rules`');
  });
});

describe.each([
  {
    kind: 'rule',
    name: 'permissions/my-rule',
    registry: 'packages/core/src/rules/index.ts',
    element: 'myRule,',
    files: [
      'packages/core/src/rules/permissions/my-rule/my-rule.ts',
      'packages/core/src/rules/permissions/my-rule/my-rule.md',
      'packages/core/src/rules/permissions/my-rule/bad-simplest/template.yaml',
      'packages/core/src/rules/permissions/my-rule/ok-near-miss/template.yaml',
      'packages/core/src/rules/permissions/my-rule/ok-unresolved/template.yaml',
    ],
  },
  {
    kind: 'front-end',
    name: 'my-format',
    registry: 'packages/core/src/iac/index.ts',
    element: 'myFormatFrontEnd,',
    files: ['packages/core/src/iac/my-format/index.ts', 'packages/core/src/app/application.ts'],
  },
  {
    kind: 'format',
    name: 'my-format',
    registry: 'packages/cli/src/formats/scan/index.ts',
    element: "'my-format': ",
    files: ['packages/cli/src/formats/scan/my-format.ts'],
  },
  {
    kind: 'event',
    name: 'my-source',
    registry: 'packages/runtime/src/events/sources.ts',
    element: 'mySource,',
    files: [
      'packages/runtime/src/events/my-source/my-source.ts',
      'packages/runtime/test/events/fixtures/my-source.json',
      'packages/runtime/src/events/source-name.ts',
    ],
  },
  {
    kind: 'lockfile',
    name: 'my-lock',
    registry: 'packages/core/src/deps/lockfiles/index.ts',
    element: 'myLock,',
    files: ['packages/core/src/deps/lockfiles/my-lock/my-lock.ts'],
  },
])('npm run new $kind', ({ kind, name, registry, element, files }) => {
  it('writes its files and its line', () => {
    const made = scaffolds[kind]?.(name, readRepositoryFile) ?? new Map<string, string>();
    expect([...made.keys()]).toEqual([...files, registry]);
    const before = new Set(readRepositoryFile(registry).split('\n'));
    const added =
      made
        .get(registry)
        ?.split('\n')
        .filter((line) => !before.has(line)) ?? [];
    expect(added.join('\n')).toContain(element);
  });

  it('imports what there is', () => {
    const made = scaffolds[kind]?.(name, readRepositoryFile) ?? new Map<string, string>();
    for (const [path, text] of made) {
      for (const [, names = '', from = ''] of text.matchAll(/^import (?:type )?\{([^}]*)\} from '(\.[^']+)';$/gm)) {
        const file = join(dirname(path), from);
        const target = made.get(file) ?? readRepositoryFile(file);
        const wanted = names.split(',').map((word) => word.trim().replace(/^type | as .*/g, ''));
        for (const word of wanted.filter((one) => one !== ''))
          expect(target, `${path}: ${word} of ${file}`).toMatch(new RegExp(String.raw`^export .*\b${word}\b`, 'm'));
      }
    }
  });
});

it('says what kind of source a new event has', () => {
  const made = scaffolds['event']?.('my-source', readRepositoryFile);
  const path = 'packages/runtime/src/events/sources.ts';
  expect(made?.get(path)).toMatch(/interface NamedSources \{[^}]*  readonly 'my-source': typeof mySource;\n\}/);
});

it('refuses a rule without a known area', () => {
  expect(() => scaffolds['rule']?.('elsewhere/my-rule', readRepositoryFile)).toThrow('<area>/<slug>');
});
