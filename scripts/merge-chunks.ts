import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';

/** Chunks that become one file. */
export interface Group {
  /** Of the file, without its suffix. */
  readonly name: string;
  /** Source files: what all of them load at once belongs to the group, unless an earlier one has it. */
  readonly loadedBy: readonly string[];
  /** Source files that load little: what they need stays apart. */
  readonly notBy: readonly string[];
}

type Outputs = Metafile['outputs'];

/** A chunk that goes into a group. */
interface Member {
  readonly group: string;
  /** What makes the names of its exports different from all others. */
  readonly number: number;
  readonly exports: readonly string[];
}

/**
 * Joins some of the chunks that esbuild makes wherever a few files share a part with others, many of a few hundred bytes: Node
 * takes longer to find and open fifty of them than to compile all that is in them. `folder` is the absolute path of the output, chunks lie in
 * `chunks` below it. What is loaded later stays in files of its own.
 */
export async function mergeChunks(
  folder: string,
  outputs: Outputs,
  groups: readonly Group[],
  options: BuildOptions,
): Promise<void> {
  const members = findMembers(outputs, groups);
  const chunks = join(folder, 'chunks');
  const common = { ...options, bundle: true, splitting: false, allowOverwrite: true } as const;
  const contents = groups.map(({ name }) => toContents(name, members));
  const files = Object.keys(outputs)
    .map((output) =>
      isShared(output) ? join(chunks, basename(output)) : join(folder, output.split('/dist/')[1] ?? ''),
    )
    .filter((file) => !members.has(basename(file)));
  // Groups first: the files that they are made of are still there.
  for (const [i, { name }] of groups.entries()) {
    await build({
      ...common,
      stdin: { contents: contents[i] ?? '', resolveDir: chunks, sourcefile: `${name}.js` },
      outfile: join(chunks, `${name}.js`),
      plugins: [toPlugin(members, chunks, name)],
    });
  }
  await build({
    ...common,
    entryPoints: files,
    outbase: folder,
    outdir: folder,
    plugins: [toPlugin(members, chunks, undefined)],
  });
  for (const file of members.keys()) rmSync(join(chunks, file));
}

const isShared = (output: string): boolean => output.includes('/chunks/');

function findMembers(outputs: Outputs, groups: readonly Group[]): ReadonlyMap<string, Member> {
  const members = new Map<string, Member>();
  for (const { name, loadedBy, notBy } of groups) {
    const apart = new Set(notBy.flatMap((source) => [...listLoaded(outputs, source)]));
    const [first = new Set<string>(), ...others] = loadedBy.map((source) => listLoaded(outputs, source));
    for (const output of first) {
      const isOwn = outputs[output]?.entryPoint === undefined && !apart.has(output) && !members.has(basename(output));
      if (!isOwn || others.some((other) => !other.has(output))) continue;
      members.set(basename(output), { group: name, number: members.size, exports: outputs[output]?.exports ?? [] });
    }
  }
  return members;
}

/** The outputs that are loaded with a source file, those alone that are loaded at once. */
function listLoaded(outputs: Outputs, source: string): ReadonlySet<string> {
  const start = Object.keys(outputs).find((output) => outputs[output]?.entryPoint?.endsWith(source) === true);
  if (start === undefined) throw new Error(`\`${source}\` is no file of its own in the output`);
  const loaded = new Set([start]);
  for (const output of loaded) {
    for (const { path, kind } of outputs[output]?.imports ?? []) {
      if (kind === 'import-statement' && path in outputs) loaded.add(path);
    }
  }
  return loaded;
}

function toContents(group: string, members: ReadonlyMap<string, Member>): string {
  const own = [...members].filter(([, member]) => member.group === group);
  return own.map(([file, member]) => `export { ${toNames(member)} } from './${file}';`).join('\n');
}

const toNames = ({ exports, number }: Member): string =>
  exports.map((name) => `${name} as ${name}_${number}`).join(', ');

/** Leads imports of a member to its group; `building` is the group that is just made. Everything else is left as it is. */
const toPlugin = (members: ReadonlyMap<string, Member>, chunks: string, building: string | undefined): Plugin => ({
  name: 'merge-chunks',
  setup: (bundler) => {
    bundler.onResolve({ filter: /./ }, ({ path, kind }) => {
      if (kind === 'entry-point') return undefined;
      const member = kind === 'import-statement' ? members.get(basename(path)) : undefined;
      if (member === undefined) return { path, external: true };
      if (member.group === building) return { path: join(chunks, basename(path)) };
      return { path: path.replace(basename(path), `${member.group}.js?${basename(path)}`), namespace: 'member' };
    });
    bundler.onLoad({ filter: /./, namespace: 'member' }, ({ path }) => {
      const [group = '', file = ''] = path.split('?');
      const { exports = [], number = 0 } = members.get(file) ?? {};
      const names = exports.map((name) => `${name}_${number} as ${name}`).join(', ');
      return { contents: `export { ${names} } from ${JSON.stringify(group)};` };
    });
  },
});
