import type { OptionSpec, ParsedArgs } from '../args/option.ts';
import { toMisuse } from '../args/parse-args.ts';
import { toHint } from '../args/suggest.ts';
import type { Io } from '../terminal/io.ts';
import type { Command, ExitCode, Verb } from './command.ts';
import { helpOption } from './common-options.ts';

type Run = (args: ParsedArgs, io: Io) => Promise<ExitCode>;

interface PolicyVerb extends Verb {
  /** Each verb is loaded when it is called. */
  readonly load: () => Promise<Run>;
}

const verbs: Readonly<Record<string, PolicyVerb>> = {
  simulate: {
    usage: '--principal ARN --action ACTION --resource ARN',
    about:
      'Decides one request by the policies that the options name, or many with --requests, and names the statements that decide. Exit code: 0 allowed, 1 denied, 2 misuse or unreadable input, 4 undecided.',
    load: async () => (await import('./policy/simulate.ts')).runSimulate,
  },
  compare: {
    usage: 'OLD NEW [options]',
    about:
      'Says whether the new policy allows anything that the old did not, with an example; the files may also be two versions of a template, whose functions are compared one by one. Exit code: 0 no new access, 1 new access, 2 misuse or unreadable input, 4 undecided.',
    load: async () => (await import('./policy/compare.ts')).runCompare,
  },
  check: {
    usage: 'FILE --not-granted ACTION[,ARN]… [options]',
    about:
      'Proves that some access is not granted, or that nobody outside has any. Exit code: 0 it is not, 1 it is, with an example, 2 misuse or unreadable input, 4 undecided.',
    load: async () => (await import('./policy/check.ts')).runCheck,
  },
  lint: {
    usage: 'FILE [options]',
    about:
      'Names what does not exist in a policy, has no effect or is dangerous, by the names that IAM Access Analyzer has for it. Exit code: 0 nothing but suggestions, 1 something, 2 misuse or no policy.',
    load: async () => (await import('./policy/lint.ts')).runLint,
  },
  escalate: {
    usage: 'FILE [options]',
    about:
      'Finds ways to more permissions, for a policy or for { policies, roles, functions }. Exit code: 0 none, 1 some, 2 misuse or unreadable input.',
    load: async () => (await import('./policy/escalate.ts')).runEscalate,
  },
};

const options: readonly OptionSpec[] = [
  { name: 'format', value: 'FORMAT', choices: ['text', 'json'], help: 'text (the default) or json.' },
  { name: 'policy', value: 'FILE', many: true, verbs: ['simulate'], help: 'A policy of the principal.' },
  {
    name: 'resource-policy',
    value: 'FILE',
    many: true,
    verbs: ['simulate'],
    help: 'A policy of the resource, or the trust of a role.',
  },
  { name: 'boundary', value: 'FILE', verbs: ['simulate'], help: 'The permissions boundary.' },
  { name: 'session', value: 'FILE', verbs: ['simulate'], help: 'The session policy.' },
  {
    name: 'scp',
    value: 'FILE',
    many: true,
    verbs: ['simulate'],
    help: 'A level of service control policies, one or a list of them.',
  },
  {
    name: 'rcp',
    value: 'FILE',
    many: true,
    verbs: ['simulate'],
    help: 'A level of resource control policies, likewise.',
  },
  { name: 'principal', value: 'ARN', verbs: ['simulate', 'escalate'], help: 'Who asks; also a service, or anonymous.' },
  { name: 'action', value: 'ACTION', verbs: ['simulate'], help: 'What is asked for, such as s3:GetObject.' },
  { name: 'resource', value: 'ARN', verbs: ['simulate'], help: 'Of what; * where the action has no resource.' },
  {
    name: 'resource-account',
    value: 'ID',
    verbs: ['simulate'],
    help: 'The account of the resource, where its ARN does not tell.',
  },
  {
    name: 'context',
    value: 'KEY=VALUE',
    many: true,
    verbs: ['simulate'],
    help: 'A condition key; several values by giving it again.',
  },
  {
    name: 'requests',
    value: 'FILE',
    verbs: ['simulate', 'check', 'escalate'],
    help: 'Many at once, a JSON list of { id, … }.',
  },
  { name: 'pairs', value: 'FILE', verbs: ['compare'], help: 'Many at once, a JSON list of { id, old, new }.' },
  {
    name: 'kind',
    value: 'KIND',
    choices: ['identity', 'resource', 'trust', 'scp', 'rcp'],
    verbs: ['compare', 'check', 'lint'],
    help: 'What the policy is attached to; told from its text by default.',
  },
  { name: 'not-granted', value: 'ACTION[,ARN]', many: true, verbs: ['check'], help: 'Access that must not be.' },
  { name: 'not-public', verbs: ['check'], help: 'Nobody outside may have access.' },
  { name: 'param', value: 'KEY=VALUE', many: true, verbs: ['compare'], help: 'Value of a template parameter.' },
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
  verbs,
  run: runPolicy,
};

async function runPolicy(args: ParsedArgs, io: Io): Promise<ExitCode> {
  const [verb, ...positionals] = args.positionals;
  const known = verb !== undefined && Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (known === undefined) {
    const message = verb === undefined ? 'a verb is missing' : `unknown verb \`${verb}\``;
    throw toMisuse(message, toHint(verb ?? '', Object.keys(verbs), 'verbs'));
  }
  const run = await known.load();
  return await run({ ...args, positionals }, io);
}
