import type { Resource } from '../../app/resource.ts';
import { ref, type Value } from '../../app/value.ts';
import type { Through } from '../../aws/need.ts';
import { type Candidate, toBranches, unknownCandidate } from './candidate.ts';
import { findNamedResource } from './named-resource.ts';
import type { Surroundings } from './surroundings.ts';
import { toCandidates } from './to-candidates.ts';

/** What the properties of a resource hold that the code names: one list of candidates for each property that is set. */
export function findThrough(
  through: Through,
  context: { readonly around: Surroundings },
): readonly (readonly Candidate[])[] {
  const { around } = context;
  const resources = toCandidates(through.code, around).map((c) => findResource(c.value, through, around));
  const known = resources.filter((r) => r !== undefined);
  const held = known.flatMap((resource) =>
    through.properties.flatMap((name) => {
      const value = resource.properties.entries.get(name);
      return value === undefined ? [] : [toBranches(value, [name])];
    }),
  );
  const isComplete = resources.length > 0 && known.length === resources.length && held.length > 0;
  return isComplete ? held : [...held, [unknownCandidate('the resource that holds it is not in the template')]];
}

/** A name may carry a revision (`family:3`), a reference an attribute. */
function findResource(value: Value, through: Through, around: Surroundings): Resource | undefined {
  const name: Value =
    value.kind === 'ref'
      ? ref(value.id)
      : value.kind === 'literal'
        ? { ...value, value: String(value.value).replace(/^(?!arn:)([^:]+):\d+$/, '$1') }
        : value;
  return findNamedResource(name, through.cfnTypes, around);
}
