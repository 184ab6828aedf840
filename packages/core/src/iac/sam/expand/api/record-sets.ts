import type { Expansion } from '../expansion.ts';
import type { Json, JsonObject } from '../json.ts';
import { compact, isSet } from '../json.ts';
import { toLogicalId } from '../logical-id.ts';
import { expectBoolean, expectMap, refuse } from '../refusal.ts';
import type { Made, Source } from '../resource.ts';
import { make } from '../resource.ts';

type AliasTarget = (route53: JsonObject) => Readonly<Record<string, Json | undefined>>;

/** DNS records of a custom domain; those of one hosted zone stand in one group. */
export function makeRecordSets(
  source: Source,
  domain: JsonObject,
  toTarget: AliasTarget,
  expansion: Expansion,
): Made[] {
  const given = domain['Route53'] ?? null;
  if (given === null) return [];
  const route53 = expectMap(given, 'Domain.Route53');
  const { HostedZoneId = null, HostedZoneName = null, SeparateRecordSetGroup } = route53;
  if (HostedZoneId === null && HostedZoneName === null)
    refuse('`Domain.Route53` needs `HostedZoneId` or `HostedZoneName`', route53);
  const zone = isSet(HostedZoneId) ? HostedZoneId : HostedZoneName;
  const records = toRecords(domain, route53, toTarget);
  const options = { attributes: source.passed, from: route53 };
  const type = 'AWS::Route53::RecordSetGroup';
  const zones = { HostedZoneId, HostedZoneName };
  if (isSet(SeparateRecordSetGroup)) {
    expectBoolean(SeparateRecordSetGroup, 'Domain.Route53.SeparateRecordSetGroup');
    const id = toLogicalId('RecordSetGroup', [zone, domain['DomainName'] ?? null]);
    return [make(id, type, { ...zones, RecordSets: records }, options)];
  }
  const id = toLogicalId('RecordSetGroup', zone);
  const known = expansion.recordSetGroups.get(id) ?? make(id, type, { ...zones, RecordSets: [] }, options);
  (known.properties['RecordSets'] as Json[]).push(...records);
  expansion.recordSetGroups.set(id, known);
  return [known];
}

function toRecords(domain: JsonObject, route53: JsonObject, toTarget: AliasTarget): JsonObject[] {
  const health = route53['EvaluateTargetHealth'] ?? null;
  const target: JsonObject = {
    ...(health === null ? {} : { EvaluateTargetHealth: health }),
    ...Object.fromEntries(Object.entries(toTarget(route53)).map(([key, value]) => [key, value ?? null])),
  };
  const types = route53['IpV6'] === true ? ['A', 'AAAA'] : ['A'];
  return types.map((type) => ({
    Name: domain['DomainName'] ?? null,
    Type: type,
    AliasTarget: target,
    ...compact({ Region: route53['Region'], SetIdentifier: route53['SetIdentifier'] }),
  }));
}
