import { addToList, toCamelCase, toPascalCase } from './registry.ts';
import type { CreateScaffold } from './scaffold.ts';

const INDEX = 'packages/core/src/iac/index.ts';

/** `npm run new front-end my-format` */
export const createFrontEnd: CreateScaffold = (name, read) => {
  const constant = `${toCamelCase(name)}FrontEnd`;
  return new Map([
    [
      `packages/core/src/iac/${name}/index.ts`,
      `import type { FrontEnd } from '../front-end.ts';

/** ${toPascalCase(name)}: say what makes a template one of these. Its name joins \`Template['kind']\`. */
export const frontEnd: FrontEnd = {
  name: '${name}',
  matches: (template) => template.kind === '${name}',
  read: () => ({ functions: [], roles: [] }),
};
`,
    ],
    [
      INDEX,
      addToList(read(INDEX), 'FRONT_ENDS', {
        import: `import { frontEnd as ${constant} } from './${name}/index.ts';`,
        element: constant,
      }),
    ],
  ]);
};
