import { resolve } from 'node:path';
import { loadShippingTools } from '@sallyport/core';
import { findValue, type ParsedArgs } from '../args/option.ts';
import { toMisuse } from '../args/parse-args.ts';
import { findDatabaseFolder } from '../database/database-folder.ts';
import { NEVER, toIdentity } from '../manifest/create-manifest.ts';
import { readDeployed, type Deployed } from '../manifest/read-deployed.ts';
import { createNodeHost } from '../node-host.ts';
import type { Io } from '../terminal/io.ts';
import { toPrintable } from '../terminal/wrap.ts';
import type { ExitCode } from './command.ts';

interface Change {
  readonly package: string;
  readonly id: string;
  readonly severity: string;
  /** The versions that clear it. */
  readonly fixed: readonly string[];
  readonly malicious: boolean;
}

interface Difference {
  readonly file: string;
  readonly function: string;
  /** Dates of the advisories: of the manifest, and of the database now. */
  readonly from: string;
  readonly to: string | null;
  readonly added: readonly Change[];
  readonly removed: readonly { readonly package: string; readonly id: string }[];
}

const BARS = ['critical', 'high', 'medium', 'low'];

/** `db diff MANIFEST…`: what the database knows of deployed functions that their manifests do not, and the other way round. */
export async function diffManifests(args: ParsedArgs, io: Io): Promise<ExitCode> {
  const [, ...files] = args.positionals;
  if (files.length === 0)
    throw toMisuse('`db diff` needs a manifest', 'write `sallyport db diff sallyport-manifest.json`');
  const deployed = files.flatMap((file) => readDeployed(resolve(io.cwd, file), file));
  const host = createNodeHost(io.cwd, findDatabaseFolder(io));
  const { matchDeployed } = await loadShippingTools();
  const results = deployed.map((one) => compare(one, matchDeployed(host, one.packages, one.languages)));
  const functions = results.map(({ difference }) => difference);
  const diagnostics = [...new Map(results.flatMap((one) => one.diagnostics).map((one) => [one.message, one])).values()];
  if (findValue(args, 'format') === 'json')
    io.stdout.write(`${JSON.stringify({ schemaVersion: 1, functions, diagnostics }, null, 2)}\n`);
  else io.stdout.write(functions.map(toText).join(''));
  for (const { message } of diagnostics) io.stderr.write(`${message}\n`);
  const bar = findValue(args, 'fail-on') ?? 'high';
  const rated = BARS.slice(0, BARS.indexOf(bar) + 1);
  const isMet = functions.some(({ added }) =>
    added.some((one) => bar !== 'never' && (one.malicious || rated.includes(one.severity))),
  );
  if (isMet) return 1;
  return diagnostics.some(({ severity }) => severity === 'error') ? 2 : 0;
}

type Matched = ReturnType<Awaited<ReturnType<typeof loadShippingTools>>['matchDeployed']>;

function compare(
  { file, manifest }: Deployed,
  { matches, date, diagnostics }: Matched,
): { readonly difference: Difference; readonly diagnostics: Matched['diagnostics'] } {
  const before = new Set(manifest.advisories.map((one) => `${one.package} ${one.id}`));
  const known = matches.map(({ ref, advisory }) => ({
    names: [advisory.id, ...advisory.aliases],
    change: { package: toIdentity(ref), ...pick(advisory) },
  }));
  // An advisory may have come under another of its names since.
  const added = known.filter(({ names, change }) => !names.some((id) => before.has(`${change.package} ${id}`)));
  const now = new Set(known.flatMap(({ names, change }) => names.map((id) => `${change.package} ${id}`)));
  const removed = manifest.advisories.filter(
    (one) => !now.has(`${one.package} ${one.id}`) && !(one.cve !== undefined && now.has(`${one.package} ${one.cve}`)),
  );
  const difference = {
    file,
    function: manifest.function,
    from: manifest.database.date,
    to: date,
    added: added.map(({ change }) => change),
    removed: removed.map((one) => ({ package: one.package, id: one.id })),
  };
  return { difference, diagnostics };
}

const pick = ({ id, severity, fixed, malicious }: Matched['matches'][number]['advisory']): Omit<Change, 'package'> => ({
  id,
  severity,
  fixed,
  malicious,
});

function toText({ file, function: id, from, to, added, removed }: Difference): string {
  const head = `${id} (${file}): advisories of ${from === NEVER ? 'no database' : from}, now of ${to ?? 'no database'}\n`;
  const fix = (fixed: readonly string[]): string => (fixed.length === 0 ? '' : `, fixed in ${fixed.join(' or ')}`);
  const lines = [
    ...added.map(
      (one) => `  + ${one.package}: ${one.id}, ${one.malicious ? 'malicious' : one.severity}${fix(one.fixed)}`,
    ),
    ...removed.map((one) => `  - ${one.package}: ${one.id} is no longer held against it`),
  ];
  return toPrintable(`${head}${lines.length === 0 ? '  no change' : lines.join('\n')}\n`);
}
