import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import {
  compileSchema,
  dialectNames,
  findIdleKeywords,
  keywordNames,
  toDeclaration,
  toGatewayModel,
  type CompileOptions,
} from '@sallyport/core/schema';
import { describeFileError } from '../files/describe-file-error.ts';
import { findValue, hasFlag, type ParsedArgs } from '../args/option.ts';
import { toMisuse } from '../args/parse-args.ts';
import { readJsonFile } from '../files/read-json-file.ts';
import { findClosest, toHint } from '../args/suggest.ts';
import type { Io } from '../terminal/io.ts';
import type { Command, ExitCode } from './command.ts';
import { helpOption } from './common-options.ts';

export const schemaCommand: Command = {
  usage: 'build FILE… [--out DIR] [options]',
  about: [
    'Compiles each JSON Schema to NAME.validator.mjs, which needs nothing at run time and generates no code there, NAME.validator.d.mts with its type, and NAME.model.json, the model for API Gateway in draft-04. All three come from one schema, so that they cannot drift apart.',
    'Refuses keywords by which an event could stall the function, such as patterns that take exponential or quadratic time. Files that are given together may refer to each other by their $id.',
    'Exit code: 0 written, 1 with --check where a file is missing or stale, 2 a schema that is refused or cannot be read.',
  ],
  maxPositionals: Infinity,
  options: [
    { name: 'out', value: 'DIR', help: 'Where to write; beside each schema by default.' },
    {
      name: 'dialect',
      value: 'NAME',
      choices: dialectNames,
      help: `What a schema without $schema is: ${dialectNames.join(', ')} (the default).`,
    },
    { name: 'check', help: 'Write nothing; fail where what is there is not what would be written.' },
    { name: 'no-lint', help: 'Compile what is slow on hostile input, too.' },
    helpOption,
  ],
  run: runSchema,
};

interface SchemaFile {
  readonly file: string;
  readonly schema: unknown;
}

interface Output {
  readonly file: string;
  readonly text: string;
}

function runSchema(args: ParsedArgs, io: Io): Promise<ExitCode> {
  const [verb, ...files] = args.positionals;
  if (verb !== 'build')
    throw toMisuse(
      verb === undefined ? 'a verb is missing' : `unknown verb \`${verb}\``,
      toHint(verb ?? '', ['build'], 'verbs'),
    );
  if (files.length === 0)
    throw toMisuse('there is no schema to build', `usage: sallyport schema ${schemaCommand.usage}`);
  const schemas = files.map((file) => ({ file, schema: readJsonFile(file, io.cwd) }));
  const options = toOptions(schemas, args);
  const outputs = schemas.flatMap((schema) => build(schema, options, args, io));
  refuseClashes(outputs);
  return Promise.resolve(hasFlag(args, 'check') ? check(outputs, io) : write(outputs, io));
}

function toOptions(files: readonly SchemaFile[], args: ParsedArgs): CompileOptions {
  const dialect = dialectNames.find((name) => name === findValue(args, 'dialect'));
  const named = files.flatMap(({ schema }) => {
    const { $id, id = $id } = (schema ?? {}) as { readonly $id?: unknown; readonly id?: unknown };
    return typeof id === 'string' ? [[id, schema] as const] : [];
  });
  return {
    schemas: Object.fromEntries(named),
    lint: !hasFlag(args, 'no-lint'),
    ...(dialect !== undefined && { dialect }),
  };
}

function build({ file, schema }: SchemaFile, options: CompileOptions, args: ParsedArgs, io: Io): readonly Output[] {
  const out = findValue(args, 'out');
  const name = basename(file).replace(/(?:\.schema)?\.json$/, '');
  const to = (ending: string): string => join(out ?? dirname(file), `${name}.${ending}`);
  try {
    const { model, dropped } = toGatewayModel(schema, options);
    const outputs = [
      { file: to('validator.mjs'), text: compileSchema(schema, options) },
      { file: to('validator.d.mts'), text: toDeclaration(schema, options) },
      { file: to('model.json'), text: `${JSON.stringify(model, null, 2)}\n` },
    ];
    for (const { place, keyword, reason } of findIdleKeywords(schema, options)) {
      const meant = keywordNames.includes(keyword) ? undefined : findClosest(keyword, keywordNames);
      const hint = meant === undefined ? '' : `; did you mean \`${meant}\`?`;
      io.stderr.write(`${file}${place}: \`${keyword}\` ${reason}${hint}\n`);
    }
    for (const { place, keyword, reason } of dropped)
      io.stderr.write(`${file}${place}: \`${keyword}\` ${reason}; only the function checks it\n`);
    return outputs;
  } catch (error) {
    const isCoded = error instanceof Error && 'code' in error;
    if (!isCoded) throw error;
    throw toMisuse(`\`${file}\` cannot be compiled`, error.message);
  }
}

function refuseClashes(outputs: readonly Output[]): void {
  const files = outputs.map(({ file }) => resolve(file));
  const twice = outputs.find(({ file }, i) => files.indexOf(resolve(file)) !== i);
  if (twice !== undefined) throw toMisuse(`two schemas would be written to \`${twice.file}\``, 'rename one of them');
}

function write(outputs: readonly Output[], io: Io): ExitCode {
  for (const { file, text } of outputs) {
    try {
      mkdirSync(dirname(resolve(io.cwd, file)), { recursive: true });
      writeFileSync(resolve(io.cwd, file), text);
    } catch (error) {
      throw toMisuse(`cannot write \`${file}\``, describeFileError(error));
    }
    io.stdout.write(`${file}\n`);
  }
  return 0;
}

function check(outputs: readonly Output[], io: Io): ExitCode {
  const stale = outputs.filter(({ file, text }) => {
    const path = resolve(io.cwd, file);
    return !existsSync(path) || readFileSync(path, 'utf8') !== text;
  });
  for (const { file } of stale) io.stdout.write(`${file} is missing or stale\n`);
  return stale.length > 0 ? 1 : 0;
}
