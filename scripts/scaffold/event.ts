import { addToList, toCamelCase, toPascalCase } from './registry.ts';
import type { CreateScaffold } from './scaffold.ts';

const EVENTS = 'packages/runtime/src/events';
const SOURCES = `${EVENTS}/sources.ts`;
const NAMES = `${EVENTS}/source-name.ts`;

/** `npm run new event my-source` */
export const createEvent: CreateScaffold = (name, read) => {
  const [constant, type] = [toCamelCase(name), toPascalCase(name)];
  return new Map([
    [
      `${EVENTS}/${name}/${name}.ts`,
      `import { line, object, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

const shape = () => object({ ${constant}Id: line });

/** Say what one of these events tells, and name the page of AWS that describes it. */
export type ${type}Event = Infer<typeof shape>;

export const ${constant}: EventSource<${type}Event> = defineSource<${type}Event>({
  name: '${name}',
  shape,
  matches: ({ ${constant}Id }) => ${constant}Id !== undefined,
});
`,
    ],
    [`packages/runtime/test/events/fixtures/${name}.json`, `${JSON.stringify({ [`${constant}Id`]: '1' }, null, 2)}\n`],
    [NAMES, addToList(read(NAMES), 'sourceNames', { element: `'${name}'` })],
    [
      SOURCES,
      addToList(read(SOURCES), 'sources', {
        import: `import { ${constant} } from './${name}/${name}.ts';`,
        element: constant,
      }).replace(/interface NamedSources {[^}]*/, (members) => `${members}  readonly '${name}': typeof ${constant};\n`),
    ],
  ]);
};
