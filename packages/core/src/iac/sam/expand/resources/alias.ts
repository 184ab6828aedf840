import type { Expansion } from '../expansion.ts';
import { resolve } from '../expansion.ts';
import { findReferenced, getAtt, ref } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { isObject, isSet } from '../json.ts';
import { toLogicalId } from '../logical-id.ts';
import { refuse } from '../refusal.ts';
import type { Made, Source } from '../resource.ts';
import { make } from '../resource.ts';

/** The version that is published whenever the code changes: its logical id has a hash of what counts as code. */
export function makeVersion(source: Source, fn: Made, expansion: Expansion): Made {
  const { id, properties, passed, body } = source;
  const given = resolve(properties['AutoPublishCodeSha256'], expansion);
  if (isSet(given) && typeof given !== 'string') refuse('`AutoPublishCodeSha256` must be text', properties);
  const hash = typeof given === 'string' && given !== '' ? given : undefined;
  if (hash !== undefined) describe(fn, hash, expansion);
  const hashed = isSet(properties['AutoPublishAliasAllProperties'])
    ? toAllHashed(fn, expansion)
    : toCodeHashed(fn, expansion);
  const policy =
    properties['VersionDeletionPolicy'] ?? (isSet(properties['CapacityProviderConfig']) ? 'Delete' : 'Retain');
  const scaling = properties['FunctionScalingConfig'];
  return make(
    toLogicalId(`${id}Version`, hashed, hash),
    'AWS::Lambda::Version',
    {
      FunctionName: ref(id),
      Description: properties['VersionDescription'],
      FunctionScalingConfig: isSet(properties['CapacityProviderConfig']) && isSet(scaling) ? scaling : undefined,
    },
    { attributes: { DeletionPolicy: policy, ...passed }, from: body },
  );
}

/** Lambda publishes no version of a function that did not change: the given hash goes into its description. */
function describe(fn: Made, hash: string, expansion: Expansion): void {
  const description = resolve(fn.properties['Description'], expansion);
  fn.properties['Description'] = !isSet(description)
    ? hash
    : typeof description === 'string'
      ? `${description} ${hash}`
      : { 'Fn::Join': [' ', [description, hash]] };
}

function toCodeHashed({ properties }: Made, expansion: Expansion): JsonObject {
  const { Code, Environment, MemorySize, SnapStart } = properties;
  const code = resolve(Code ?? {}, expansion);
  return {
    ...(isObject(code) ? code : { Code: code }),
    ...(isObject(Environment) ? Environment : {}),
    ...(isSet(MemorySize) ? { MemorySize } : {}),
    ...(isObject(SnapStart) && (SnapStart['ApplyOn'] ?? 'None') !== 'None' ? { SnapStart } : {}),
  };
}

function toAllHashed({ properties }: Made, expansion: Expansion): JsonObject {
  const layers: Json | undefined = properties['Layers'];
  const ids = Array.isArray(layers) ? layers.map(findReferenced) : [];
  const published = ids.flatMap((id): [string, Json][] => {
    const layer = id === undefined || !Object.hasOwn(expansion.sources, id) ? undefined : expansion.sources[id];
    const own = isObject(layer) ? layer['Properties'] : undefined;
    return isObject(own) && isSet(own['PublishLambdaVersion']) ? [[id ?? '', own]] : [];
  });
  return { ...properties, ...Object.fromEntries(published) };
}

/** The alias that always stands for the newest version. */
export function makeAlias(source: Source, fn: Made, version: Made, expansion: Expansion): Made {
  const { properties, passed, body } = source;
  const name = resolve(properties['AutoPublishAlias'], expansion);
  if (typeof name !== 'string') return refuse('`AutoPublishAlias` must be text or refer to a parameter', properties);
  if (!/^(?!\d+$)[\w-]+$/.test(name))
    refuse(`\`AutoPublishAlias\` \`${name}\` must be letters, digits, \`-\` and \`_\`, and no number`, properties);
  return make(
    `${fn.id}Alias${name.replaceAll('-', 'D').replaceAll('_', 'U')}`,
    'AWS::Lambda::Alias',
    {
      Name: name,
      FunctionName: ref(fn.id),
      FunctionVersion: getAtt(version.id, 'Version'),
      ProvisionedConcurrencyConfig: isSet(properties['ProvisionedConcurrencyConfig'])
        ? properties['ProvisionedConcurrencyConfig']
        : undefined,
    },
    { attributes: passed, from: body },
  );
}
