import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadShippingTools, SallyportError, type Host, type Shipment, type Shipments } from '@sallyport/core';
import { signManifest, type ColdStartManifest, type ManifestPolicy } from '@sallyport/runtime/cold-start';
import { describeFileError } from '../files/describe-file-error.ts';
import { findValue, hasFlag, type ParsedArgs } from '../args/option.ts';
import { toMisuse } from '../args/parse-args.ts';
import { readRequired } from '../config/read-config.ts';
import { createManifest, toIdentity } from '../manifest/create-manifest.ts';
import { listBundled } from '../manifest/list-bundled.ts';
import { hashFiles } from '../manifest/hash-files.ts';
import { readMetafile } from '../manifest/read-metafile.ts';
import { readSourceMaps } from '../manifest/read-source-maps.ts';
import { findOutputs, writeOutput } from '../outputs.ts';
import type { Target } from '../target.ts';
import type { Io } from '../terminal/io.ts';
import { toCount, toPrintable, wrap } from '../terminal/wrap.ts';
import type { Command, ExitCode } from './command.ts';
import { helpOption, outputOptions, readingOptions } from './common-options.ts';
import { readInvocation } from './read-options.ts';
import { toTime } from './source-date.ts';

const FILE = 'sallyport-manifest.json';

export const manifestCommand: Command = {
  usage: '[path] [options]',
  about: [
    'Writes for each function what it ships: its packages and where they lie, the hashes of its own files, the advisories that concern exactly those packages, and the date of the database. `scanColdStart` of @sallyport/runtime reads it when the function starts; `sallyport db diff` asks a newer database about it.',
    'Run it after `sam build`, with --write: it looks into .aws-sam/build, and puts each manifest beside the code that is deployed. For a bundle of esbuild, --metafile says what is in it; for others, their source maps do, beside the code or in it.',
    'Exit code: 0, or 2 where something could not be read or there is no function, 3 a bug of Sallyport.',
  ],
  maxPositionals: 1,
  options: [
    ...outputOptions(['text', 'json']),
    { name: 'write', help: `Put ${FILE} beside the code of each function.` },
    { name: 'sign', value: 'FILE', help: 'Sign with this ed25519 private key, in PEM.' },
    {
      name: 'metafile',
      value: 'FILE',
      many: true,
      help: 'What esbuild says that it bundled; its paths start at the scanned folder.',
    },
    {
      name: 'max-age',
      value: 'DAYS',
      help: 'Advisories that are older are called stale at the cold start; 30 without it.',
    },
    {
      name: 'action',
      value: 'ACTION',
      choices: ['report', 'block'],
      help: 'What the function is to do about what it finds; report without it.',
    },
    ...readingOptions.filter(({ name }) => name !== 'no-code'),
    { name: 'quiet', short: 'q', help: 'Say nothing of what could not be read.' },
    helpOption,
  ],
  run: runManifest,
};

async function runManifest(args: ParsedArgs, io: Io): Promise<ExitCode> {
  const outputs = findOutputs(args, io.cwd);
  const policy = readPolicy(args);
  const sign = readSigner(args, io);
  const { target, host, options } = await readInvocation(args, io);
  const bundles = args.given
    .filter(({ name }) => name === 'metafile')
    .flatMap(({ value }) => [...readMetafile(readRequired(resolve(io.cwd, value), value, 'metafile'), value, host)]);
  const { ship, matchDeployed } = await loadShippingTools();
  const shipments = ship(host, options);
  if (shipments.functions.length === 0) {
    throw new SallyportError('ERR_NOTHING_TO_READ', `no functions in \`${target.given}\``, {
      help: 'a manifest is written for each function of a SAM or CloudFormation template',
    });
  }
  const created = toTime(io);
  const untold = findUntold(bundles, 'error');
  const manifests = shipments.functions.map((shipment) => {
    const own = readOwn(shipment, target, bundles, host);
    // A map may be that of something that was never meant to be loaded.
    untold.push(...findUntold(own.mapped, 'warning', shipment.folder));
    const refs = listBundled(own.bundles);
    const advisories = [...shipment.advisories, ...matchDeployed(host, refs).matches];
    return sign(createManifest({ shipment: { ...shipment, advisories }, created, policy, ...own }));
  });
  for (const output of outputs) writeOutput(output, print(output.format, manifests, shipments), io);
  if (hasFlag(args, 'write')) writeBeside(manifests, shipments, target, io);
  return report(args, { ...shipments, diagnostics: [...shipments.diagnostics, ...untold] }, io);
}

/** Packages in bundles of which nothing tells the version: they are held against nothing. */
function findUntold(
  bundles: Iterable<readonly [string, readonly string[]]>,
  severity: 'error' | 'warning',
  folder: string | null = null,
): Shipments['diagnostics'][number][] {
  return [...bundles].flatMap(([name, inside]) => {
    const names = inside.filter((identity) => identity.endsWith('@')).map((identity) => `\`${identity.slice(0, -1)}\``);
    const few = names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
    const message = `the versions of ${few} in it cannot be told: their folders are not in the scanned folder`;
    const file = folder ? `${folder}/${name}` : name;
    return names.length === 0 ? [] : [{ code: 'bundle-untold', severity, message, file }];
  });
}

interface Own {
  readonly files: Readonly<Record<string, string>>;
  readonly bundles: Bundles;
  /** Those of them that only a source map tells of. */
  readonly mapped: Bundles;
}

type Bundles = ReadonlyMap<string, readonly string[]>;

/** The hashes of a function's own files, and what of the bundles is among them. */
function readOwn(
  { folder, packages }: Shipment,
  target: Target,
  bundles: readonly (readonly [string, readonly string[]])[],
  host: Host,
): Own {
  if (folder === null) return { files: {}, bundles: new Map(), mapped: new Map() };
  const folders = new Set(packages.map(({ path }) => path));
  const prefix = folder === '' ? '' : `${folder}/`;
  const own = bundles.filter(([file]) => file.startsWith(prefix));
  const files = hashFiles(join(target.root, folder), FILE, folders);
  const told = new Map(own.map(([file, inside]) => [file.slice(prefix.length), inside]));
  const locked = packages.map(({ ref }) => toIdentity(ref));
  const mapped = readSourceMaps({ folder, files: Object.keys(files).filter((file) => !told.has(file)), locked }, host);
  return { files, bundles: new Map([...told, ...mapped]), mapped };
}

function readPolicy(args: ParsedArgs): ManifestPolicy {
  const given = findValue(args, 'max-age') ?? '30';
  const maxAgeDays = Number(given);
  if (!/^\d{1,5}$/.test(given)) throw toMisuse(`\`--max-age ${given}\` is no number of days`);
  return { maxAgeDays, action: findValue(args, 'action') === 'block' ? 'block' : 'report' };
}

function readSigner(args: ParsedArgs, io: Io): (manifest: ColdStartManifest) => ColdStartManifest {
  const given = findValue(args, 'sign');
  if (given === undefined) return (manifest) => manifest;
  const key = readRequired(resolve(io.cwd, given), given, 'key');
  return (manifest) => {
    try {
      return signManifest(manifest, key);
    } catch {
      throw toMisuse(`\`${given}\` holds no ed25519 private key`, 'make one with `openssl genpkey -algorithm ed25519`');
    }
  };
}

function print(format: string, manifests: readonly ColdStartManifest[], { functions }: Shipments): string {
  if (format === 'json') {
    const all = manifests.map((manifest) => ({ id: manifest.function, manifest }));
    return `${JSON.stringify({ schemaVersion: 1, functions: all }, null, 2)}\n`;
  }
  const lines = manifests.map((manifest, i) => {
    const kilobytes = (JSON.stringify(manifest).length / 1024).toFixed(1);
    return toPrintable(`${manifest.function}: ${describe(manifest, functions[i])}, ${kilobytes} KB`);
  });
  const asked = functions.map(({ database: { date, ecosystems } }) =>
    date === null ? 'no advisories were asked' : `advisories of ${date} (${ecosystems.join(', ')})`,
  );
  return `${[...lines, ...new Set(asked)].join('\n')}\n`;
}

/** Where no packages were found, or no advisories could be asked, nothing is said to be known or not. */
function describe({ packages, advisories }: ColdStartManifest, shipment: Shipment | undefined): string {
  const count = Object.values(packages).flat().length;
  if (count === 0) {
    const isAway = shipment?.folder === null;
    const why = isAway
      ? 'its code is not in the tree'
      : 'its folder holds none, and no manifest or lock file asks for any';
    return `no packages found, as ${why}`;
  }
  const how = { folder: '', lock: ', by its lock file', manifest: ', by its manifest' };
  const found = toCount(count, 'package') + how[shipment?.by ?? 'folder'];
  if (shipment?.database.date === null) return `${found}, held against no advisories`;
  return `${found}, ${advisories.length === 0 ? 'nothing' : advisories.length} known against them`;
}

function writeBeside(manifests: readonly ColdStartManifest[], shipments: Shipments, target: Target, io: Io): void {
  const written = new Map<string, string>();
  for (const [i, manifest] of manifests.entries()) {
    const folder = shipments.functions[i]?.folder;
    if (folder === undefined || folder === null) {
      io.stderr.write(toPrintable(`left ${manifest.function}: its code is not in the tree\n`));
      continue;
    }
    const other = written.get(folder);
    if (other !== undefined) {
      const why = `it is deployed from the same folder as ${other}; after \`sam build\` each has its own`;
      io.stderr.write(`${wrap(`left ${manifest.function}: ${why}`, 80, 2)}\n`);
      continue;
    }
    written.set(folder, manifest.function);
    const file = folder === '' ? FILE : `${folder}/${FILE}`;
    writeText(join(target.root, file), `${JSON.stringify(manifest)}\n`, file);
    io.stderr.write(toPrintable(`wrote ${file}\n`));
  }
}

function writeText(path: string, text: string, label: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw toMisuse(`cannot write \`${label}\``, describeFileError(error));
  }
}

function report(args: ParsedArgs, { diagnostics }: Shipments, io: Io): ExitCode {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (!hasFlag(args, 'quiet')) {
    for (const { file, line, message } of diagnostics) {
      const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `;
      io.stderr.write(`${wrap(`${place}${message}`, 80, 2)}\n`);
    }
  }
  return errors.length > 0 ? 2 : 0;
}
