import { findAction, matchActions } from '../../aws/actions.ts';
import { isEveryAction } from './admin-policy/claim-admin.ts';

/** Services that every account lives by: whoever changes nothing in most of them is no administrator. */
const MAIN =
  'apigateway cloudformation cloudtrail dynamodb ec2 events iam kms lambda logs rds s3 secretsmanager sns sqs ssm states'.split(
    ' ',
  );

/** As many of a service tell how much of it is left; each is a question to the prover. */
const MAX_PROBES = 16;

/** Actions by which to see how much of a pattern for all of a service, or for all there is, is left; none for any other. */
export function listProbes(pattern: string): readonly string[] {
  if (isEveryAction(pattern)) return MAIN.flatMap((service) => listChanges(service).slice(0, 1));
  if (!/^[\w-]+:\*+$/.test(pattern)) return [];
  const changes = listChanges(pattern.slice(0, pattern.indexOf(':')));
  const step = Math.max(1, Math.ceil(changes.length / MAX_PROBES));
  return changes.filter((_, index) => index % step === 0);
}

const listChanges = (service: string): readonly string[] =>
  matchActions(`${service}:*`).filter((name) => /^(?:Write|Permissions)/.test(findAction(name)?.access ?? ''));
