import type { Ecosystem } from './package.ts';

/** The one spelling of a package's name: npm's are exact, PyPI's are normalised (https://peps.python.org/pep-0503/#normalized-names). */
export const toPackageName = (ecosystem: Ecosystem, name: string): string =>
  ecosystem === 'npm'
    ? name
    : name
        .trim()
        .replaceAll(/[-_.]+/g, '-')
        .toLowerCase();
