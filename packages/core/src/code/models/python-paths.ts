import type { NativeValue } from '../engine/abstract.ts';
import { toUnknown } from '../engine/abstract.ts';
import { definePackages, first } from './native-table.ts';
import type { PackageModel } from './package-model.ts';
import { parseJson } from './python-json.ts';
import { joinPath } from './path-text.ts';

type Call = NativeValue['call'];

/** Of a path only what follows a folder matters here. */
const folder: Call = () => toUnknown('a folder');

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
  yaml: { safe_load: parseJson, load: parseJson, full_load: parseJson },
  tomllib: { load: parseJson },
  tomli: { load: parseJson },
});
