import type { OptionSpec, ParsedArgs } from '../args/option.ts';
import { toMisuse } from '../args/parse-args.ts';
import { toHint } from '../args/suggest.ts';
import type { Io } from '../terminal/io.ts';
import type { Command, ExitCode } from './command.ts';
import { helpOption } from './common-options.ts';

type Run = (args: ParsedArgs, io: Io) => Promise<ExitCode>;

/** Each verb is loaded when it is called. */
const verbs: Readonly<Record<string, () => Promise<Run>>> = {
  simulate: async () => (await import('./policy/simulate.ts')).runSimulate,
  compare: async () => (await import('./policy/compare.ts')).runCompare,
  check: async () => (await import('./policy/check.ts')).runCheck,
  lint: async () => (await import('./policy/lint.ts')).runLint,
  escalate: async () => (await import('./policy/escalate.ts')).runEscalate,
};

const options: readonly OptionSpec[] = [
  { name: 'format', value: 'FORMAT', choices: ['text', 'json'], help: 'text (the default) or json.' },
  { name: 'policy', value: 'FILE', many: true, help: 'simulate: a policy of the principal.' },
  {
    name: 'resource-policy',
    value: 'FILE',
    many: true,
    help: 'simulate: a policy of the resource, or the trust of a role.',
  },
  { name: 'boundary', value: 'FILE', help: 'simulate: the permissions boundary.' },
  { name: 'session', value: 'FILE', help: 'simulate: the session policy.' },
  {
    name: 'scp',
    value: 'FILE',
    many: true,
    help: 'simulate: a level of service control policies, one or a list of them.',
  },
  { name: 'rcp', value: 'FILE', many: true, help: 'simulate: a level of resource control policies, likewise.' },
  { name: 'principal', value: 'ARN', help: 'simulate, escalate: who asks; also a service, or anonymous.' },
  { name: 'action', value: 'ACTION', help: 'simulate: what is asked for, such as s3:GetObject.' },
  { name: 'resource', value: 'ARN', help: 'simulate: of what; * where the action has no resource.' },
  {
    name: 'resource-account',
    value: 'ID',
    help: 'simulate: the account of the resource, where its ARN does not tell.',
  },
  {
    name: 'context',
    value: 'KEY=VALUE',
    many: true,
    help: 'simulate: a condition key; several values by giving it again.',
  },
  { name: 'requests', value: 'FILE', help: 'simulate, check, escalate: many at once, a JSON list of { id, … }.' },
  { name: 'pairs', value: 'FILE', help: 'compare: many at once, a JSON list of { id, old, new }.' },
  {
    name: 'kind',
    value: 'KIND',
    choices: ['identity', 'resource', 'trust', 'scp', 'rcp'],
    help: 'compare, check, lint: what the policy is attached to; told from its text by default.',
  },
  { name: 'not-granted', value: 'ACTION[,ARN]', many: true, help: 'check: access that must not be.' },
  { name: 'not-public', help: 'check: nobody outside may have access.' },
  { name: 'param', value: 'KEY=VALUE', many: true, help: 'compare: value of a template parameter.' },
  helpOption,
];

export const policyCommand: Command = {
  usage: 'simulate|compare|check|lint|escalate [FILE…] [options]',
  about: [
    'The IAM prover on files. simulate decides one request. compare OLD NEW says whether the new policy allows anything that the old did not, with an example; the files may also be two versions of a template, whose functions are compared one by one. check FILE proves that some access is not granted. lint FILE names what is wrong or odd. escalate FILE finds ways to more permissions, for a policy or for { policies, roles, functions }.',
    'Exit code: 0 pass (allowed, no new access, nothing found), 1 fail, 2 misuse or unreadable input, 3 a bug of Sallyport, 4 undecided.',
  ],
  maxPositionals: 3,
  options,
  run: runPolicy,
};

async function runPolicy(args: ParsedArgs, io: Io): Promise<ExitCode> {
  const [verb, ...positionals] = args.positionals;
  const load = verb !== undefined && Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (load === undefined) {
    const message = verb === undefined ? 'a verb is missing' : `unknown verb \`${verb}\``;
    throw toMisuse(message, toHint(verb ?? '', Object.keys(verbs), 'verbs'));
  }
  const run = await load();
  return await run({ ...args, positionals }, io);
}
