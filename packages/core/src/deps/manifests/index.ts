import type { PackageReader } from '../package.ts';
import { packageJson } from './package-json/package-json.ts';
import { pyproject } from './pyproject/pyproject.ts';
import { requirements } from './requirements/requirements.ts';

/** Every manifest that is read: what a project asks for, whether or not a lock file covers it. */
export const manifests: readonly PackageReader[] = [packageJson, requirements, pyproject];
