import { decide, type Decision } from './decide.ts';
import { readPolicySet, type PolicyDocuments } from './policy-set.ts';
import { readRequest, type AccessRequest } from './request.ts';

/** A request with all policies that may say something about it. */
export interface Simulation extends PolicyDocuments {
  readonly request: AccessRequest;
}

/**
 * Decides one request as AWS would.
 * @throws SallyportError `ERR_BAD_POLICY` for a document that is no policy, `ERR_BAD_REQUEST` for what is no request
 */
export function simulate({ request, ...documents }: Simulation): Decision {
  return decide(readPolicySet(documents), readRequest(request));
}
