import type { Host } from '../../host.ts';

const SOURCE = /\.(?:[cm]?[jt]sx?|py)$/;
const SKIPPED =
  /^(?:node_modules|cdk\.out|dist|build|out|venv|env|__pycache__|coverage|tests?|__tests__|__mocks__|e2e|\..*)$/;
const MAX_ENTRIES = 20_000;
const MAX_DEPTH = 12;

/** Lists the JavaScript, TypeScript and Python sources below a directory, tests and build output apart; each listing is kept. */
export function createSourceList(host: Host): (directory: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (directory) => {
    const listed = known.get(directory) ?? listSources(host, directory);
    known.set(directory, listed);
    return listed;
  };
}

function listSources(host: Host, root: string): string[] {
  const files: string[] = [];
  let seen = 0;
  const visit = (directory: string, depth: number): void => {
    for (const name of host.list(directory)) {
      seen += 1;
      if (seen > MAX_ENTRIES) return;
      const path = directory === '' ? name : `${directory}/${name}`;
      if (SOURCE.test(name)) files.push(path);
      else if (!SKIPPED.test(name) && depth < MAX_DEPTH && !/\.[a-z]{2,4}$/.test(name)) visit(path, depth + 1);
    }
  };
  visit(root, 0);
  return files.filter((file) => !/\.(?:test|spec|d)\.[cm]?[jt]sx?$/.test(file));
}
