import type { PackageReader } from '../../package.ts';
import { RequirementsReader } from './requirements-reader.ts';

/** `requirements.txt` and its like: `requirements-dev.txt`, `dev-requirements.txt`, `requirements/base.txt`. */
export const requirements: PackageReader = {
  name: 'requirements',
  role: 'manifest',
  ecosystem: 'PyPI',
  matches: (path) => /(?:^|\/)(?:[\w.-]*requirements[\w.-]*\.txt|requirements\/[\w.-]+\.txt)$/i.test(path),
  parse: (text, file, context) => new RequirementsReader(file, context).read(text),
};
