import { addToList, toPascalCase } from './registry.ts';
import type { CreateScaffold } from './scaffold.ts';

const FORMATS = 'packages/cli/src/formats/scan';
const INDEX = `${FORMATS}/index.ts`;

/** `npm run new format my-format` */
export const createFormat: CreateScaffold = (name, read) => {
  const print = `printScan${toPascalCase(name)}`;
  return new Map([
    [
      `${FORMATS}/${name}.ts`,
      `import type { ScanResult } from '@sallyport/core';
import type { FormatContext } from '../format-context.ts';

/** Say who reads this, and where its format is described. */
export function ${print}({ findings }: ScanResult, { tool }: FormatContext): string {
  return \`\${tool.name}: \${findings.length} findings\\n\`;
}
`,
    ],
    [
      INDEX,
      addToList(read(INDEX), 'scanFormats', {
        element: `'${name}': async (result, context) => (await import('./${name}.ts')).${print}(result, context)`,
      }),
    ],
  ]);
};
