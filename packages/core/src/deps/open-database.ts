import { SallyportError } from '../errors.ts';
import type { Diagnostic } from '../findings/diagnostic.ts';
import type { Host } from '../host.ts';
import { openIndex, type AdvisoryIndex } from './database/advisory-index.ts';
import type { Ecosystem } from './package.ts';

/** The indexes of the ecosystems that are asked for. One that is missing or damaged is a diagnostic: nothing is clean by it. */
export function openDatabase(
  host: Host,
  ecosystems: readonly Ecosystem[],
): { readonly indexes: ReadonlyMap<Ecosystem, AdvisoryIndex>; readonly diagnostics: readonly Diagnostic[] } {
  const indexes = new Map<Ecosystem, AdvisoryIndex>();
  const diagnostics: Diagnostic[] = [];
  // A host that has no databases was not asked for any.
  if (host.openAdvisories === undefined) return { indexes, diagnostics };
  for (const ecosystem of ecosystems) {
    try {
      const file = host.openAdvisories(ecosystem);
      if (file !== undefined) indexes.set(ecosystem, openIndex(file));
      else {
        const message = `there is no advisory database for ${ecosystem}: its packages were not checked; run \`sallyport db update\``;
        diagnostics.push({ code: 'database-missing', severity: 'error', message });
      }
    } catch (error) {
      diagnostics.push(toDiagnostic(error, ecosystem));
    }
  }
  return { indexes, diagnostics };
}

/** Everything that goes wrong with the database while it is read. What is no coded error is a bug and is thrown on. */
export function toDiagnostic(error: unknown, ecosystem: Ecosystem): Diagnostic {
  if (!(error instanceof SallyportError) || error.code !== 'ERR_BAD_DATABASE') throw error;
  const message = `${error.message}; packages of ${ecosystem} were not all checked; \`sallyport db update\` makes it anew`;
  return { code: 'database-damaged', severity: 'error', message };
}
