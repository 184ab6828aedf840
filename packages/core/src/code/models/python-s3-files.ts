import type { Abstract, Arguments, ModelValue, NativeValue } from '../engine/abstract.ts';
import {
  findString,
  toAlternatives,
  toConst,
  toGuess,
  toMethod,
  toNative,
  toUnknown,
  UNDEFINED,
} from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { concatenate } from '../engine/fold.ts';
import { toCallable } from './callable.ts';
import { isCallable, readArgument } from './native-table.ts';
import type { PackageModel } from './package-model.ts';
import { callS3, isFolderAddress, isS3Address, readS3Address } from './s3-address.ts';

type Call = NativeValue['call'];

/** The first argument that is an address in S3. */
const findAddress = (args: Arguments): Abstract | undefined =>
  [...args.positional, ...args.named.values()].find(isS3Address);

/** Text whose beginning is not known may be a path of the function's own disk, or an address in S3. */
const isHidden = (value: Abstract | undefined): boolean =>
  value?.k === 'concat' ? isHidden(value.parts[0]) : value?.k === 'env' || value?.k === 'event';

function reportHidden(engine: Engine, what: string, args: Arguments, site: Site): void {
  if (findAddress(args) === undefined && isHidden(args.positional[0] ?? args.named.get('path')))
    engine.unresolved(`call of \`${what}\``, 'whether the address that it is given is one in S3 is not known', site);
}

/** A table in parts is a folder, whatever it is called. */
const isPartitioned = (args: Arguments): boolean =>
  ['partition_cols', 'partition_by', 'partition_on'].some((name) => args.named.has(name));

/** A frame of data: its `to_…` methods write, the others make further frames. */
export function createFrame(library: string): ModelValue {
  const key = `${library}.DataFrame`;
  const self: ModelValue = {
    k: 'model',
    key,
    iterate: () => toUnknown('part of a data frame'),
    get: (_e, name) =>
      name === '[]'
        ? toUnknown('part of a data frame')
        : toGuess(`${key}.${name}`, (e, args, site) => {
            if (/^(?:to|write|sink)_/.test(name)) {
              reportHidden(e, `${key}.${name}`, args, site);
              callS3(e, library, 'PutObject', findAddress(args), site, { isFolder: isPartitioned(args) || 'maybe' });
              return toUnknown(`result of ${name}`);
            }
            e.escape(args.positional.filter(isCallable), key, site);
            return name.startsWith('iter') || name.startsWith('to') ? toUnknown(`result of ${name}`) : self;
          }),
  };
  return self;
}

/** `pd.read_csv('s3://bucket/key')`. */
const readFrame =
  (library: string): Call =>
  (engine, args, site) => {
    const address = findAddress(args);
    reportHidden(engine, `${library}.read`, args, site);
    if (isFolderAddress(address)) callS3(engine, library, 'ListObjectsV2', address, site);
    callS3(engine, library, 'GetObject', address, site, { isFolder: 'maybe' });
    return createFrame(library);
  };

const findFrameExport = (library: string, name: string): Abstract | undefined => {
  if (/^(?:read|scan)_/.test(name)) return toMethod(library, name, readFrame(library));
  return /^(?:DataFrame|Series|concat|merge)$/.test(name)
    ? toCallable(`${library}.${name}`, () => createFrame(library))
    : undefined;
};

const isWrite = (mode: Abstract | undefined): boolean => /[wax]/.test(findString(mode) ?? '');

/** A file in a bucket; `with` gives the file itself. */
const openFile =
  (library: string, isBare: boolean): Call =>
  (engine, args, site) => {
    const mode = readArgument({ ...args, rest: UNDEFINED }, 1, 'mode');
    const path = args.positional[0] ?? [...args.named.values()][0];
    callS3(engine, library, isWrite(mode) ? 'PutObject' : 'GetObject', path, site, { isBare });
    return toUnknown('a file');
  };

/** Methods of `S3FileSystem` with the position of the path (https://s3fs.readthedocs.io/en/latest/api.html). */
const FILE_SYSTEM: Readonly<Record<string, readonly [operations: readonly string[], path?: number]>> = {
  ls: [['ListObjectsV2']],
  find: [['ListObjectsV2']],
  glob: [['ListObjectsV2']],
  walk: [['ListObjectsV2']],
  du: [['ListObjectsV2']],
  exists: [['HeadObject', 'ListObjectsV2']],
  info: [['HeadObject', 'ListObjectsV2']],
  isfile: [['HeadObject', 'ListObjectsV2']],
  isdir: [['ListObjectsV2']],
  cat: [['GetObject']],
  cat_file: [['GetObject']],
  head: [['GetObject']],
  read_text: [['GetObject']],
  read_bytes: [['GetObject']],
  get: [['GetObject', 'ListObjectsV2']],
  get_file: [['GetObject']],
  download: [['GetObject', 'ListObjectsV2']],
  put: [['PutObject'], 1],
  put_file: [['PutObject'], 1],
  upload: [['PutObject'], 1],
  pipe: [['PutObject']],
  pipe_file: [['PutObject']],
  write_text: [['PutObject']],
  touch: [['PutObject']],
  rm: [['DeleteObjects', 'ListObjectsV2']],
  rm_file: [['DeleteObject']],
  delete: [['DeleteObjects', 'ListObjectsV2']],
};

const fileSystem: Call = (engine: Engine) => {
  const key = `s3fs.S3FileSystem:${engine.nextId()}`;
  return {
    k: 'model',
    key,
    get: (_e, name) => {
      if (name === 'open') return toMethod(key, name, openFile('s3fs', true));
      const known = Object.hasOwn(FILE_SYSTEM, name) ? FILE_SYSTEM[name] : undefined;
      return toMethod(key, name, (e, args, site: Site) => {
        if (known === undefined) e.unresolved(`\`${name}\` of s3fs`, 'what it calls is not known', site);
        for (const operation of known?.[0] ?? [])
          callS3(e, 's3fs', operation, args.positional[known?.[1] ?? 0] ?? args.named.get('path'), site, {
            isBare: true,
          });
        return /^(?:ls|find|glob)$/.test(name) ? listPaths(e, args) : toUnknown(`result of ${name}`);
      });
    },
  };
};

/** What a listing answers: paths in the bucket that was listed. */
function listPaths(engine: Engine, args: Arguments): Abstract {
  const paths = toAlternatives(args.positional[0] ?? args.named.get('path') ?? UNDEFINED);
  const found = paths.flatMap((path) => readS3Address(path, true) ?? []);
  return engine.createList(
    found.map(({ bucket }) => concatenate([bucket, toConst('/'), toUnknown('the key of a listed object')])),
    true,
  );
}

const SMART_OPEN = toNative('smart_open.open', openFile('smart_open', false));

/** Python libraries that read and write objects as files and tables. */
export const pythonS3Files: PackageModel = {
  matches: (name) => /^(?:pandas|polars|modin|s3fs|smart_open)$/.test(name),
  find: (_engine, packageName, path) => {
    const name = path.at(-1) ?? '';
    if (packageName === 's3fs')
      return name === 'S3FileSystem' ? toCallable('s3fs.S3FileSystem', fileSystem) : undefined;
    if (packageName === 'smart_open') return name.endsWith('open') ? SMART_OPEN : undefined;
    return name === '' ? undefined : findFrameExport(packageName, name);
  },
};
