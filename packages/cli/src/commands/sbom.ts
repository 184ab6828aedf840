import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { loadSbom, SallyportError, type SbomFormat } from '@sallyport/core';
import { findValue, hasFlag, type ParsedArgs } from '../args/option.ts';
import { readRequired } from '../config/read-config.ts';
import { findOutputs, writeOutput } from '../outputs.ts';
import type { Io } from '../terminal/io.ts';
import { toCount, wrap } from '../terminal/wrap.ts';
import type { Command, ExitCode } from './command.ts';
import { helpOption, readingOptions } from './common-options.ts';
import { toFormatContext } from './format-context.ts';
import { readInvocation } from './read-options.ts';
import { toTime } from './source-date.ts';

const formats: readonly SbomFormat[] = ['cyclonedx', 'spdx'];

export const sbomCommand: Command = {
  usage: '[path] [options]',
  about: [
    'Writes what an application depends on as a bill of materials: CycloneDX 1.6 or SPDX 2.3, as JSON, with the files that name each package and the functions that ship it. The same input gives the same document, but for its time, which SOURCE_DATE_EPOCH fixes.',
    'With --from it reads a bill of materials that another tool wrote, CycloneDX or SPDX 2, and writes its npm and PyPI packages.',
    'Exit code: 0, or 2 where something could not be read or there is nothing to list, 3 a bug of Sallyport.',
  ],
  maxPositionals: 1,
  options: [
    {
      name: 'format',
      value: 'FORMAT',
      many: true,
      choices: formats,
      help: `${formats.join(', ')}; cyclonedx without it. May be given several times, each with its own --output.`,
    },
    { name: 'output', value: 'FILE', many: true, help: 'Write to FILE; - is stdout, which is also the default.' },
    { name: 'from', value: 'FILE', help: 'Read this bill of materials instead of an application.' },
    ...readingOptions.filter(({ name }) => name !== 'no-code'),
    { name: 'quiet', short: 'q', help: 'Say nothing of what could not be read.' },
    helpOption,
  ],
  run: runSbom,
};

async function runSbom(args: ParsedArgs, io: Io): Promise<ExitCode> {
  const outputs = findOutputs(args, io.cwd);
  const { target, host, options } = await readInvocation(args, io);
  const from = findValue(args, 'from');
  const given =
    from === undefined ? undefined : { file: from, text: readRequired(resolve(io.cwd, from), from, 'bill') };
  const sbom = await loadSbom(host, options, given);
  const isBroken = sbom.diagnostics.some(({ severity }) => severity === 'error');
  if (!hasFlag(args, 'quiet')) {
    for (const { file, line, message } of sbom.diagnostics) {
      const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `;
      io.stderr.write(`${wrap(`${place}${message}`, 80, 2)}\n`);
    }
  }
  // An empty bill would say that there is nothing to check.
  if (sbom.packages === 0) {
    throw new SallyportError('ERR_NOTHING_TO_READ', `no packages in \`${from ?? target.given}\``, {
      help: from === undefined ? LOOKED_FOR : 'a bill of materials with packages of npm or PyPI is wanted',
    });
  }
  for (const output of outputs) {
    const { tool, title } = toFormatContext(args, target, output, io);
    const subject = { name: title, tool, created: toTime(io), uuid: NO_UUID };
    const text = sbom.print(output.format === 'spdx' ? 'spdx' : 'cyclonedx', subject);
    writeOutput(output, text.replace(NO_UUID, toUuid(text)), io);
    if (output.file !== '-') io.stderr.write(`wrote ${output.file} (${toCount(sbom.packages, 'package')})\n`);
  }
  return isBroken ? 2 : 0;
}

const LOOKED_FOR = 'looked for manifests and lock files of npm, yarn, pnpm, Bun, uv, Poetry, PDM, pipenv and pip';

const NO_UUID = '00000000-0000-0000-0000-000000000000';

/** A document is known by its content: a UUID of version 8 (RFC 9562), made of its SHA-256. */
function toUuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
