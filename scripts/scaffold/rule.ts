import { addToList, toCamelCase } from './registry.ts';
import type { CreateScaffold } from './scaffold.ts';

const RULES = 'packages/core/src/rules';
const INDEX = `${RULES}/index.ts`;
const PREFIXES: Readonly<Record<string, string>> = {
  permissions: 'PERM',
  dependencies: 'DEP',
  events: 'EVT',
  defence: 'DEF',
  logging: 'LOG',
};

/** `npm run new rule permissions/my-rule` */
export const createRule: CreateScaffold = (name, read) => {
  const [area = '', slug = ''] = name.split('/');
  const prefix = PREFIXES[area];
  if (prefix === undefined || !/^[a-z][a-z0-9-]*$/.test(slug)) {
    throw new Error(`a rule is called <area>/<slug>, with an area of ${Object.keys(PREFIXES).join(', ')}: \`${name}\``);
  }
  const folder = `${RULES}/${name}`;
  const index = read(INDEX);
  return new Map([
    [`${folder}/${slug}.ts`, toSource(slug, prefix)],
    [`${folder}/${slug}.md`, toPage(slug, prefix)],
    [`${folder}/bad-simplest/template.yaml`, TEMPLATE],
    [`${folder}/ok-near-miss/template.yaml`, TEMPLATE],
    [`${folder}/ok-unresolved/template.yaml`, TEMPLATE],
    [
      INDEX,
      addToList(index, 'all', {
        import: `import { ${toCamelCase(slug)} } from './${name}/${slug}.ts';`,
        element: toCamelCase(slug),
      }),
    ],
  ]);
};

const toSource = (slug: string, prefix: string): string => `import { defineRule, type Rule } from '../../rule.ts';

export const ${toCamelCase(slug)}: Rule = defineRule({
  id: '${prefix}000',
  slug: '${slug}',
  severity: 'medium',
  title: 'say in a few words what is wrong',
  references: [],
  needsCode: false,
  *check({ permissions }) {
    for (const { function: fn } of permissions) {
      if (fn.handler !== null) continue;
      yield {
        at: fn.at,
        function: fn.id,
        message: 'what is wrong, here',
        why: 'what it leads to',
        identity: [fn.id],
      };
    }
  },
});
`;

const toPage = (slug: string, prefix: string): string => `# ${prefix}000 ${slug}

What it finds, in one sentence.

## Why

What it leads to.

## Bad

\`\`\`yaml
${TEMPLATE}\`\`\`

## Good

\`\`\`yaml
${TEMPLATE}\`\`\`

## Suppress

\`\`\`yaml
# sallyport-ignore ${prefix}000 -- the reason
\`\`\`
`;

const TEMPLATE = `Transform: AWS::Serverless-2016-10-31
Resources:
  MyFunction:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: app.handler
      InlineCode: export const handler = async () => {};
`;
