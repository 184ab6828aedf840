import { notKnown } from '../../../app/code-value.ts';
import { findAction, isKnownService, listPrefixes, matchActions } from '../../../aws/actions.ts';
import { findNeeds } from '../../../aws/needs.ts';
import { findOperation } from '../../../aws/operations.ts';
import { findService, iamPrefixOf, listServices } from '../../../aws/services.ts';
import { editDistance } from '../../../app/edit-distance.ts';

/** Words at most this far apart count as misspelt. */
const MAX_DISTANCE = 2;

/** The actions that whoever wrote an action that does not exist most likely meant; none where that is a guess. */
export function findSuggestions(action: string): readonly string[] {
  const [prefix = '', name = ''] = action.split(':');
  if (/[*?]/.test(name)) return [];
  if (!isKnownService(prefix)) return findInOtherService(prefix, name);
  const byOperation = findByOperation(prefix, name);
  return byOperation.length > 0 ? byOperation : findNearest(prefix, name);
}

/** Many operations ask for an action of another name: `HeadObject` for `s3:GetObject`, `Invoke` for `lambda:InvokeFunction`. */
function findByOperation(prefix: string, name: string): readonly string[] {
  const actions = listServices()
    .filter((service) => iamPrefixOf(service) === prefix.toLowerCase())
    .flatMap((service) => {
      const operation = findOperation(service, name);
      return operation === undefined ? [] : findNeeds({ service, operation, args: notKnown('not a call') });
    })
    .filter((need) => need.optional !== true && findAction(need.action) !== undefined)
    .map((need) => need.action);
  return [...new Set(actions)];
}

function findNearest(prefix: string, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  const limit = Math.min(MAX_DISTANCE, Math.floor(name.length / 4));
  return keepNearest(
    matchActions(`${prefix}:*`).map((action) => [
      action,
      editDistance(wanted, action.slice(action.indexOf(':') + 1).toLowerCase()),
    ]),
    limit,
  );
}

/** The name of an SDK's client in the place of the prefix (`eventbridge:PutEvents`), or a prefix that is misspelt. */
function findInOtherService(prefix: string, name: string): readonly string[] {
  const client = prefix.toLowerCase();
  const own = iamPrefixOf(findService('boto3', client) ?? client);
  const found = own === undefined ? undefined : findAction(`${own}:${name}`);
  if (found !== undefined) return [found.name];
  const holding = listPrefixes().filter((other) => findAction(`${other}:${name}`) !== undefined);
  const limit = Math.min(MAX_DISTANCE, Math.floor(prefix.length / 3));
  const near = keepNearest(
    holding.map((other) => [other, editDistance(prefix.toLowerCase(), other)]),
    limit,
  );
  return near.flatMap((other) => findAction(`${other}:${name}`)?.name ?? []);
}

/** The nearest of several, when no other is as near. */
function keepNearest(candidates: readonly (readonly [string, number])[], limit: number): readonly string[] {
  const nearest = Math.min(...candidates.map(([, distance]) => distance));
  const best = candidates.filter(([, distance]) => distance === nearest && distance <= limit);
  return best.length === 1 ? best.map(([word]) => word) : [];
}
