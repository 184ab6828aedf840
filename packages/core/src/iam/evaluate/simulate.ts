import { SallyportError } from '../../errors.ts';
import { decide, type Decision } from './decide.ts';
import { readPolicySet, type PolicyDocuments } from './policy-set.ts';
import { readRequest, type AccessRequest } from './request.ts';
import { weighSimulation } from './weigh-simulation.ts';

/** A request with all policies that may say something about it. */
export interface Simulation extends PolicyDocuments {
  readonly request: AccessRequest;
}

/** About a second: real requests hold dozens of values, and policies hundreds. */
const MAX_WEIGHT = 10_000_000;

/**
 * Decides one request as AWS would.
 * @throws SallyportError `ERR_BAD_POLICY` for a document that is no policy, `ERR_BAD_REQUEST` for what is no request, or holds too many values
 */
export function simulate({ request, ...documents }: Simulation): Decision {
  const policies = readPolicySet(documents);
  const asked = readRequest(request);
  if (weighSimulation(policies, asked) > MAX_WEIGHT) {
    throw new SallyportError('ERR_BAD_REQUEST', 'the request and the policies hold more values than are compared');
  }
  return decide(policies, asked);
}
