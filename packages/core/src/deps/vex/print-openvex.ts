import type { PackageRef } from '../package.ts';
import { toPurl } from '../sbom/purl.ts';
import type { VexStatus } from './vex-statement.ts';

/** An advisory against a package, and what is said of it. */
export interface VexMatch {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly ref: PackageRef;
  readonly status: VexStatus;
  readonly justification?: string;
  /** Why it does not matter, or what is done about it: OpenVEX asks for one of the two. */
  readonly statement?: string;
}

/** What a document says of itself. */
export interface VexSubject {
  /** An IRI that is the document's own. */
  readonly id: string;
  readonly author: string;
  /** ISO 8601, UTC. */
  readonly created: string;
}

export interface VexDocument extends VexSubject {
  readonly matches: readonly VexMatch[];
}

/** OpenVEX 0.2.0 (https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md). */
export function printOpenVex({ id, author, created, matches }: VexDocument): string {
  const document = {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': id,
    author,
    timestamp: created,
    version: 1,
    statements: matches.map((match) => ({
      vulnerability: { name: match.id, ...(match.aliases.length === 0 ? {} : { aliases: match.aliases }) },
      products: [{ '@id': toPurl(match.ref) }],
      status: match.status,
      ...(match.justification === undefined ? {} : { justification: match.justification }),
      ...toStatement(match),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function toStatement({ status, justification, statement }: VexMatch): object {
  if (status === 'affected') return { action_statement: statement ?? 'update to a version that is not affected' };
  const isMissing = status === 'not_affected' && justification === undefined && statement === undefined;
  if (isMissing) return { impact_statement: 'no reason was given' };
  return statement === undefined ? {} : { impact_statement: statement };
}
