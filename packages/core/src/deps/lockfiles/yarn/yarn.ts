import type { PackageReader } from '../../package.ts';
import { parseBerry } from './parse-berry.ts';
import { parseClassic } from './parse-classic.ts';

/** `yarn.lock`: that of yarn 1 in its own notation, that of yarn 2 and newer (Berry) in YAML with `__metadata`. */
export const yarn: PackageReader = {
  name: 'yarn',
  role: 'lock',
  ecosystem: 'npm',
  matches: (path) => /(?:^|\/)yarn\.lock$/.test(path),
  parse: (text, file, context) =>
    /^\uFEFF?"?__metadata"?:/m.test(text) ? parseBerry(text, file, context) : parseClassic(text, file, context),
};
