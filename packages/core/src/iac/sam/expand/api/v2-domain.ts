import type { Expansion } from '../expansion.ts';
import { getAtt, ref } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { compact, isObject, isSet } from '../json.ts';
import { toLogicalId } from '../logical-id.ts';
import { expectMap, refuse } from '../refusal.ts';
import type { Made, Source } from '../resource.ts';
import { make } from '../resource.ts';
import { toMutualTls } from './domain.ts';
import { makeRecordSets } from './record-sets.ts';

/** The custom domain of an HTTP or WebSocket API; `mark` is the tag by which SAM marks what it makes. */
export function makeV2Domain(source: Source, given: Json | undefined, mark: string, expansion: Expansion): Made[] {
  if ((given ?? null) === null) return [];
  const domain = expectMap(given, 'Domain');
  const { DomainName: name = null, CertificateArn: certificate = null } = domain;
  if (name === null || certificate === null) refuse('`Domain` needs `DomainName` and `CertificateArn`', domain);
  const endpoint = domain['EndpointConfiguration'] ?? 'REGIONAL';
  if (endpoint !== 'REGIONAL') refuse('`Domain.EndpointConfiguration` is `REGIONAL`', domain);
  const id = toLogicalId('ApiGatewayDomainNameV2', name);
  const tls = domain['MutualTlsAuthentication'];
  const own = make(
    id,
    'AWS::ApiGatewayV2::DomainName',
    {
      DomainName: name,
      DomainNameConfigurations: [
        {
          CertificateArn: certificate,
          EndpointType: endpoint,
          ...compact({
            OwnershipVerificationCertificateArn: isSet(domain['OwnershipVerificationCertificateArn'])
              ? domain['OwnershipVerificationCertificateArn']
              : undefined,
            SecurityPolicy: isSet(domain['SecurityPolicy']) ? domain['SecurityPolicy'] : undefined,
          }),
        },
      ],
      MutualTlsAuthentication: toMutualTls(tls),
      Tags: { [mark]: 'SAM' },
    },
    { attributes: source.passed, from: domain },
  );
  const target = (): JsonObject => ({
    HostedZoneId: getAtt(id, 'RegionalHostedZoneId'),
    DNSName: getAtt(id, 'RegionalDomainName'),
  });
  return [own, ...makeMappings(source, domain, id), ...makeRecordSets(source, domain, target, expansion)];
}

function makeMappings(source: Source, domain: JsonObject, domainId: string): Made[] {
  const makeMapping = (id: string, key: string | undefined): Made =>
    make(
      id,
      'AWS::ApiGatewayV2::ApiMapping',
      {
        DomainName: ref(domainId),
        ApiId: ref(source.id),
        Stage: ref(`${source.id}.Stage`),
        ApiMappingKey: key,
      },
      { attributes: source.passed, from: domain },
    );
  const given = domain['BasePath'];
  if (!isSet(given) || isObject(given)) return [makeMapping(`${source.id}ApiMapping`, undefined)];
  return (Array.isArray(given) ? given : [given]).map((path) => {
    if (typeof path !== 'string') return refuse('`Domain.BasePath` must be text', domain);
    if (/[^0-9a-zA-Z/\-_]/.test(path)) refuse(`\`Domain.BasePath\` cannot be \`${path}\``, domain);
    return makeMapping(`${source.id}${path.replaceAll(/[-_/]+/g, '')}ApiMapping`, path.replace(/^\/+|\/+$/g, ''));
  });
}
