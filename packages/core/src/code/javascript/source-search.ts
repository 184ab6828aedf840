import type { Host } from '../../host.ts';
import { findOutput } from './build-outputs.ts';
import { isCodeFile, toStem } from './module-files.ts';
import { joinPath } from '../../app/path.ts';

const MOST_DIRECTORIES = 3000;
const DEEPEST = 10;
const SKIPPED = /^(?:node_modules|\..*|coverage|cdk\.out|__tests__|__mocks__|tests?|e2e|docs?|types|public|static)$/;
const GENERIC = new Set(['index', 'handler', 'app', 'main', 'lambda', 'function', 'lambdafunction', 'entry']);
const TEST = /\.(?:test|spec|stories|mock|config|setup)$/;

/**
 * The one file of code under `directory` whose path ends most like `path` (given without its extension), or whose
 * name is that of the last directory of `path` (`create-order/index` -> `functions/createOrder.ts`). `undefined`
 * when there is none, or more than one that fit equally well.
 */
export function findBySuffix(host: Host, directory: string, path: string): string | undefined {
  const wanted = path.split('/').map(toPlainName);
  const scored = listCode(host, directory)
    .map((file) => ({ file, score: score(file.slice(directory === '' ? 0 : directory.length + 1), wanted) }))
    .filter((candidate) => candidate.score > 0);
  const best = Math.max(0, ...scored.map((candidate) => candidate.score));
  const winners = scored.filter((candidate) => candidate.score === best).map((candidate) => candidate.file);
  return pickOne(winners);
}

/** A source and what was compiled from it beside it are one file. */
function pickOne(files: readonly string[]): string | undefined {
  const stems = new Set(files.map(toStem));
  if (stems.size !== 1) return undefined;
  return files.find((file) => /tsx?$/.test(file)) ?? files[0];
}

/** How many of the last names agree. */
function score(file: string, wanted: readonly string[]): number {
  const names = toStem(file).split('/').map(toPlainName);
  let shared = 0;
  while (shared < wanted.length && shared < names.length && names.at(-1 - shared) === wanted.at(-1 - shared)) shared++;
  const isNamedByDirectory = shared === 0 && wanted.length > 1 && names.at(-1) === wanted.at(-2);
  if (isNamedByDirectory) return 1.5;
  // Every function may have an `index`: alone it says nothing of `orders/index`.
  return shared === 1 && wanted.length > 1 && GENERIC.has(wanted.at(-1) ?? '') ? 0 : shared;
}

const toPlainName = (name: string): string => name.replace(/[-_.]/g, '').toLowerCase();

function listCode(host: Host, directory: string): string[] {
  const files: string[] = [];
  let level = [directory];
  let left = MOST_DIRECTORIES;
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
    const next: string[] = [];
    for (const current of level) {
      if (left-- <= 0) return files;
      for (const name of host.list(current)) {
        const path = joinPath(current, name) ?? name;
        if (isCodeFile(name)) {
          if (!TEST.test(toStem(name)) && host.kindOf(path) === 'file') files.push(path);
        } else if (!SKIPPED.test(name) && findOutput(name) < 0 && host.kindOf(path) === 'directory') next.push(path);
      }
    }
    level = next;
  }
  return files;
}
