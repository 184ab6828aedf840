import { type Candidate, unknownCandidate } from './candidate.ts';
import { toMarkedText } from './marked-text.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * The identities that may let a sender's address send: the address itself and its domain. Which of them is verified only
 * the account tells ("Identity and access management in Amazon SES"), so an address whose domain is not text may be any.
 */
export function toMailIdentities(candidate: Candidate, around: Surroundings): readonly Candidate[] {
  const { value } = candidate;
  // The reference to an identity of the template is the identity's own name.
  const resource = value.kind === 'ref' ? around.template.resources.get(value.id) : undefined;
  if (resource?.type === 'AWS::SES::EmailIdentity') return [candidate];
  const { text, toValue } = toMarkedText(value);
  const address = /<([^<>]*)>/.exec(text)?.[1] ?? text.trim();
  const domain = /@([^@]+)$/.exec(address)?.[1];
  if (domain !== undefined) return [address, domain].map((name) => ({ ...candidate, value: toValue(name) }));
  const isText = !address.includes('${') || address.startsWith('arn:');
  return isText
    ? [candidate]
    : [{ ...unknownCandidate('its domain is not known', candidate.hints), guards: candidate.guards }];
}
