import type { Host } from '@sallyport/core';
import { SallyportError } from '@sallyport/core';
import { identifyPackage } from './identify-package.ts';

/** The part of esbuild's metafile that is read (https://esbuild.github.io/api/#metafile). */
interface Metafile {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>>;
}

const FOLDER = /^(.*?node_modules\/(?:@[^/]+\/)?[^/]+)(?:\/|$)/;

/**
 * What esbuild put into each file: output, as esbuild names it -> `name@version` of the packages in it, by the `package.json` beside
 * their files; `name@` where none tells the version. Throws `ERR_BAD_OPTION` where the text is no metafile.
 */
export function readMetafile(text: string, label: string, host: Host): ReadonlyMap<string, readonly string[]> {
  const outputs = Object.entries(parse(text, label).outputs);
  const known = new Map<string, string>();
  const find = (folder: string): string => {
    if (!known.has(folder)) known.set(folder, identifyPackage(host, folder));
    return known.get(folder) ?? '';
  };
  return new Map(
    outputs.map(([output, { inputs }]) => {
      const folders = new Set(Object.keys(inputs).flatMap((input) => findFolder(input) ?? []));
      return [output, [...new Set([...folders].map(find))].toSorted()];
    }),
  );
}

/** The innermost folder of a package that a file lies in. */
function findFolder(input: string): string | undefined {
  const at = input.lastIndexOf('node_modules/');
  if (at === -1) return undefined;
  const found = FOLDER.exec(input.slice(at));
  return found === null ? undefined : `${input.slice(0, at)}${found[1]}`;
}

function parse(text: string, label: string): Metafile {
  try {
    const value = JSON.parse(text) as Partial<Metafile> | null;
    const outputs = Object.values(value?.outputs ?? {});
    if (value?.outputs !== undefined && outputs.every(({ inputs }) => typeof inputs === 'object'))
      return value as Metafile;
  } catch {
    // Told below: what is no JSON is no metafile either.
  }
  throw new SallyportError('ERR_BAD_OPTION', `\`${label}\` is no metafile of esbuild`, {
    help: 'build with `--metafile=meta.json`',
  });
}
