import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { findJsonProblem, readDocuments, type DocumentNode } from '@sallyport/core';
import { toMisuse } from '../args/parse-args.ts';
import { readTextFile } from '../files/read-text-file.ts';
import { type Config, emptyConfig } from './config.ts';
import { toConfigMisuse, type ConfigSource } from './config-source.ts';
import { parseConfig } from './parse-config.ts';

/** What a config may be called, in the order in which they are looked for. */
export const configNames = ['sallyport.config.json', 'sallyport.config.yaml', 'sallyport.config.yml'] as const;

/**
 * Reads the config that the command line names, or the first that lies in the scanned folder or in the working
 * directory. Throws `ERR_BAD_OPTION` when a named one is missing or when one holds something unknown.
 */
export async function readConfig(given: string | undefined, root: string, cwd: string): Promise<Config> {
  const path = given === undefined ? findConfig([root, cwd]) : resolve(cwd, given);
  if (path === undefined) return emptyConfig;
  if (given === undefined) refuseSecond(path);
  const label = given ?? basename(path);
  const source = { label, text: readRequired(path, label, 'config'), folder: dirname(path) };
  return parseConfig(await parseFile(source, path.endsWith('.json')), source);
}

/** The first config in one of these folders. */
export function findConfig(folders: readonly string[]): string | undefined {
  return folders.flatMap((folder) => configNames.map((name) => join(folder, name))).find((path) => existsSync(path));
}

/** Of two configs side by side one would count for nothing, and nobody would know. */
function refuseSecond(path: string): void {
  const [first, second] = configNames.filter((name) => existsSync(join(dirname(path), name)));
  if (second !== undefined)
    throw toMisuse(
      `there are two configs, \`${first}\` and \`${second}\``,
      'keep one, or name one with `--config FILE`',
    );
}

async function parseFile(source: ConfigSource, isJson: boolean): Promise<DocumentNode | undefined> {
  const { roots, problems } = await readDocuments(source.text);
  const [problem] = problems;
  if (problem !== undefined) throw toConfigMisuse(source, problem.offset, `cannot be parsed: ${problem.message}`);
  // YAML takes more than JSON, such as a comma behind the last item.
  if (isJson) refuseLax(source);
  if (roots.length > 1)
    throw toConfigMisuse(source, roots[1]?.start ?? 0, 'cannot be parsed: a second document begins');
  return roots[0];
}

function refuseLax(source: ConfigSource): void {
  const problem = findJsonProblem(source.text);
  if (problem !== undefined) throw toConfigMisuse(source, problem.offset, `cannot be parsed: ${problem.why}`);
}

/** The text of a file that the caller named; misuse when it cannot be read. */
export function readRequired(path: string, label: string, what: string): string {
  if (!existsSync(path)) throw toMisuse(`${what} \`${label}\` cannot be read`, `looked for \`${path}\``);
  return readTextFile(path, label);
}
