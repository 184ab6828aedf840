import { addToList, toCamelCase } from './registry.ts';
import type { CreateScaffold } from './scaffold.ts';

const DEPS = 'packages/core/src/deps';

/** `npm run new lockfile my-lock`, `npm run new manifest my-manifest` */
export const createPackageReader =
  (folder: 'lockfiles' | 'manifests', role: 'lock' | 'manifest'): CreateScaffold =>
  (name, read) => {
    const reader = toCamelCase(name);
    const index = `${DEPS}/${folder}/index.ts`;
    return new Map([
      [
        `${DEPS}/${folder}/${name}/${name}.ts`,
        `import type { PackageReader } from '../../package.ts';

/** Say whose file this is, and where its format is described. Its sample in the acceptance kit comes next. */
export const ${reader}: PackageReader = {
  name: '${name}',
  role: '${role}',
  ecosystem: 'npm',
  matches: (path) => /(?:^|\\/)${name}$/.test(path),
  parse: () => ({ packages: [], diagnostics: [] }),
};
`,
      ],
      [
        index,
        addToList(read(index), folder, {
          import: `import { ${reader} } from './${name}/${name}.ts';`,
          element: reader,
        }),
      ],
    ]);
  };
