import type { NativeValue } from '../engine/abstract.ts';
import { toUnknown } from '../engine/abstract.ts';
import { parseJsonText } from '../engine/json-text.ts';
import { definePackages, first } from './native-table.ts';
import type { PackageModel } from './package-model.ts';
import { joinPath } from './path-text.ts';

type Call = NativeValue['call'];

/** Of a path only what follows a folder matters here. */
const folder: Call = () => toUnknown('a folder');

const parse: Call = (engine, args) => parseJsonText(engine, args.positional[0]);

/** What leads a Python program to its files of data, and reads them. */
export const pythonPaths: PackageModel = definePackages({
  os: {
    'path.join': joinPath,
    'path.abspath': first,
    'path.realpath': first,
    'path.normpath': first,
    'path.dirname': folder,
    getcwd: folder,
  },
  pathlib: { Path: joinPath, PurePath: joinPath },
  yaml: { safe_load: parse, load: parse, full_load: parse },
  tomllib: { load: parse },
  tomli: { load: parse },
});
