import type { PackageMatch } from '../../../deps/dependencies.ts';
import { listWords } from '../../permissions/list-words.ts';
import { shorten } from '../../shorten.ts';

/** Letters of a name, and of a version. */
const LONGEST = 40;

/** `axios 1.6.2`, or with the range that is asked for. */
export function describePackage({ dependency }: PackageMatch): string {
  const { name, version, range } = dependency.ref;
  return `${shorten(name, LONGEST)} ${shorten(version ?? range ?? '', LONGEST)}`.trim();
}

/** A sentence on who ships it. */
export function describeShipping({ dependency, advisory }: PackageMatch): string {
  const { ref, functions } = dependency;
  if (functions.length > 0) {
    const reached = advisory.reach === 'bundled' ? ', and the imports of a handler lead to it' : '';
    return `${listWords(functions)} ${functions.length === 1 ? 'ships' : 'ship'} it${reached}.`;
  }
  return ref.dev
    ? 'It is needed for development alone, so that no function ships it.'
    : 'No function of a template is known to ship it.';
}
