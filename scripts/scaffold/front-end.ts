import { addToList, toCamelCase, toPascalCase } from './registry.ts';
import type { CreateScaffold } from './scaffold.ts';

const INDEX = 'packages/core/src/iac/index.ts';
const MODEL = 'packages/core/src/app/application.ts';

/** `npm run new front-end my-format` */
export const createFrontEnd: CreateScaffold = (name, read) => {
  const constant = `${toCamelCase(name)}FrontEnd`;
  return new Map([
    [
      `packages/core/src/iac/${name}/index.ts`,
      `import type { FrontEnd } from '../front-end.ts';

/** ${toPascalCase(name)}: say what makes a template one of these; \`template/read-template.ts\` tells the kinds apart. */
export const frontEnd: FrontEnd = {
  name: '${name}',
  matches: (template) => template.kind === '${name}',
  read: () => ({ functions: [], roles: [] }),
};
`,
    ],
    [MODEL, read(MODEL).replace(/(readonly kind: 'sam'[^;]*);/, `$1 | '${name}';`)],
    [
      INDEX,
      addToList(read(INDEX), 'FRONT_ENDS', {
        import: `import { frontEnd as ${constant} } from './${name}/index.ts';`,
        element: constant,
      }),
    ],
  ]);
};
