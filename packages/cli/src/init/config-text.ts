/** What `sallyport init` has found in a project. */
export interface FoundProject {
  /** Where the JSON Schema of the config lies, from the config's folder, where it lies in the same checkout. */
  readonly schema: string | undefined;
  /** `template.yaml`, `orders/template.yaml`. */
  readonly templates: readonly string[];
  readonly functions: number;
  /** Parameters that nothing gives a value. */
  readonly parameters: readonly { readonly name: string; readonly file: string; readonly line: number }[];
  /** The baseline's file, where there is something to be known. */
  readonly baseline: string | undefined;
}

const SCHEMA_HINT: readonly string[] = [
  '# For an editor that checks this file, with the folder of Sallyport in place of PATH:',
  '# `yaml-language-server: $schema=PATH/packages/cli/schemas/config.schema.json`, without the backquotes.',
];

/** The first config of a project: what it may set, each with what it does. Only what is not the default is set. */
export function toConfigText({ schema, templates, functions, parameters, baseline }: FoundProject): string {
  const parts = [
    [
      ...(schema === undefined ? SCHEMA_HINT : [`# yaml-language-server: $schema=${toWord(schema)}`]),
      '# What `sallyport scan`, `permissions` and `deps` take from here; the command line wins.',
      `# Written for ${listNames(templates)}, with ${functions === 1 ? '1 function' : `${functions} functions`}.`,
    ],
    ['# Exit with 1 on findings of this severity or worse: critical, high, medium, low, info, never.', 'failOn: high'],
    [
      '# Findings that were there on the first day: only new ones count. `scan --update-baseline` takes out what is fixed.',
      baseline === undefined ? '# baseline: sallyport.baseline.json' : `baseline: ${toWord(baseline)}`,
    ],
    toParameterLines(parameters),
    [
      '# Rules to leave out everywhere, by id or slug (`sallyport explain` lists them); `only` runs some alone.',
      '# skip: [LOG004]',
    ],
    [
      '# Findings that are accepted, each with a reason, and a last day where it is to end. At least one of `path`,',
      '# `resource`, `advisory` and `package` says which. A comment in the template or in the code does the same for one',
      '# place: `# sallyport-ignore PERM003 -- reason`.',
      '# ignore:',
      '#   - rule: PERM003',
      '#     path: legacy/**',
      '#     reason: goes away with the old stack',
      "#     until: '2027-06-30'",
    ],
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function toParameterLines(parameters: FoundProject['parameters']): readonly string[] {
  const head = '# Values of template parameters, as `--param KEY=VALUE` gives them.';
  if (parameters.length === 0) return [head, '# params:', '#   Stage: prod'];
  return [
    `${head} These have no default, so that`,
    '# what depends on them is unknown:',
    '# params:',
    ...parameters.map(({ name, file, line }) => `#   ${toWord(name)}: # ${toWord(file)}:${line}`),
  ];
}

const listed = 3;

function listNames(names: readonly string[]): string {
  const first = names.slice(0, listed).map(toWord).join(', ');
  return names.length > listed ? `${first} and ${names.length - listed} more` : first;
}

/** A name may hold anything, a line break too: what is not plain is quoted, and stays on its line. */
export const toWord = (text: string): string => (/^[\w./@-]+$/.test(text) ? text : JSON.stringify(text));
