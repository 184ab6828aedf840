import { joinPath, toDirectory } from '../../app/path.ts';
import type { Host } from '../../host.ts';
import { isCodeFile, toStem } from './module-files.ts';

/**
 * The relative specifiers that begin with `before` and end with `after` and name a file or folder that is there, as bundlers take
 * `` import(`./steps/${name}.js`) ``: what is not known is one part of the path. Tests are nobody's steps.
 */
export function listModules(host: Host, fromFile: string, before: string, after: string): readonly string[] {
  const cut = before.lastIndexOf('/') + 1;
  const folder = before.slice(0, cut);
  const start = before.slice(cut);
  const directory = joinPath(toDirectory(fromFile), folder);
  if (directory === undefined || !/^\.{1,2}\//.test(folder)) return [];
  // The folder of the module itself holds anything.
  if (/^\.\/+$/.test(folder) && start === '' && toStem(`x${after}`) === 'x') return [];
  const specifiers = host.list(directory).flatMap((name) => {
    const spellings = host.kindOf(`${directory}/${name}`) === 'directory' ? spellFolder(name, after) : spellFile(name);
    const wanted = spellings.find(
      (one) => one.length >= start.length + after.length && one.startsWith(start) && one.endsWith(after),
    );
    return wanted === undefined ? [] : [folder + wanted];
  });
  return [...new Set(specifiers)];
}

const spellFolder = (name: string, after: string): readonly string[] =>
  after === '' ? [name] : after.startsWith('/') ? [name + after] : [];

/** A source may be named by what it is compiled to. */
function spellFile(name: string): readonly string[] {
  if (!isCodeFile(name) || /\.(?:test|spec)\.[^.]+$/.test(name)) return [];
  const stem = toStem(name);
  return [stem, name, ...['.js', '.mjs', '.cjs'].map((extension) => stem + extension)];
}
