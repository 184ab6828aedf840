import type { Value } from '../../app/value.ts';
import type { NeededResource } from '../function-permissions.ts';
import type { Names, Piece } from './slot.ts';

export const isStar = (value: Value | undefined): boolean => value?.kind === 'literal' && value.value === '*';

/** What an ARN is made of: what the code says for its placeholders, and what stands in them in the end. */
interface Filling {
  readonly pieces: ReadonlyMap<string, Piece>;
  readonly filled: Names;
}

/** How much of a resource is known, by the piece that names it as a whole, by the others, and by its region. */
export function findScope(
  main: Piece | undefined,
  { pieces, filled }: Filling,
  region: Value | undefined,
): NeededResource['scope'] {
  if (main === undefined) return 'exact';
  const lost = findLost(pieces, filled);
  const open = region?.kind === 'literal' && region.value === '*';
  if (main.known === 'fully' && !lost.has(main)) return open ? 'partial' : 'exact';
  if (main.known === 'partly') return 'partial';
  const isKnown = (piece: Piece): boolean => piece !== main && piece.known === 'fully' && !lost.has(piece);
  return [...pieces.values()].some(isKnown) ? 'partial' : 'wildcard';
}

/** Pieces that are known and yet stand as a wildcard, for an ARN takes another word than the code: an ID for a name. */
const findLost = (pieces: ReadonlyMap<string, Piece>, filled: Names): ReadonlySet<Piece> =>
  new Set(
    [...pieces].flatMap(([name, piece]) =>
      piece.known === 'fully' && piece.arn === undefined && !isStar(piece.names[name]) && isStar(filled[name])
        ? [piece]
        : [],
    ),
  );
