import type { Expansion } from '../expansion.ts';
import { getAtt, ref } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { compact, isSet, toText } from '../json.ts';
import { toLogicalId } from '../logical-id.ts';
import { expectKeys, expectMap, expectPresent, expectStrings, refuse } from '../refusal.ts';
import type { Made, Source } from '../resource.ts';
import { make } from '../resource.ts';
import { makeRecordSets } from './record-sets.ts';

/** The custom domain of a REST API, the paths by which it leads to the API, and its DNS records. */
export function makeDomain(source: Source, given: Json | undefined, expansion: Expansion): Made[] {
  if ((given ?? null) === null) return [];
  const domain = expectMap(given, 'Domain');
  const name = expectPresent(domain['DomainName'], 'Domain.DomainName', domain);
  const certificate = expectPresent(domain['CertificateArn'], 'Domain.CertificateArn', domain);
  const endpoint = domain['EndpointConfiguration'] ?? 'REGIONAL';
  if (endpoint !== 'EDGE' && endpoint !== 'REGIONAL' && endpoint !== 'PRIVATE')
    return refuse('`Domain.EndpointConfiguration` is `EDGE`, `REGIONAL` or `PRIVATE`', domain);
  const version = endpoint === 'PRIVATE' ? 'V2' : '';
  const id = toLogicalId(`ApiGatewayDomainName${version}`, name);
  const isRegional = endpoint === 'REGIONAL';
  const own = make(
    id,
    `AWS::ApiGateway::DomainName${version}`,
    {
      DomainName: name,
      [isRegional ? 'RegionalCertificateArn' : 'CertificateArn']: certificate,
      EndpointConfiguration: {
        Types: [endpoint],
        ...(isSet(domain['IpAddressType']) ? { IpAddressType: domain['IpAddressType'] } : {}),
      },
      MutualTlsAuthentication: version === '' ? toMutualTls(domain['MutualTlsAuthentication']) : undefined,
      ...toOptional(domain, version === '' ? [] : ['Policy']),
      OwnershipVerificationCertificateArn:
        version === '' && isSet(domain['OwnershipVerificationCertificateArn'])
          ? domain['OwnershipVerificationCertificateArn']
          : undefined,
    },
    { attributes: source.passed, from: domain },
  );
  return [
    own,
    ...makeMappings(source, domain, id, version),
    ...(version === '' ? [] : makeAccess(source, domain, id)),
    ...makeRecordSets(source, domain, toAliasTarget(toText(endpoint), id), expansion),
  ];
}

function toOptional(domain: JsonObject, more: readonly string[]): JsonObject {
  const names = ['SecurityPolicy', 'EndpointAccessMode', ...more];
  return compact(Object.fromEntries(names.map((name) => [name, isSet(domain[name]) ? domain[name] : undefined])));
}

/** Certificates of clients. @throws Refusal for members that API Gateway does not have. */
export function toMutualTls(given: Json | undefined): JsonObject | undefined {
  if (!isSet(given)) return undefined;
  const tls = expectMap(given, 'Domain.MutualTlsAuthentication');
  const keys = ['TruststoreUri', 'TruststoreVersion'];
  expectKeys(tls, keys, 'Domain.MutualTlsAuthentication');
  return compact(Object.fromEntries(keys.map((key) => [key, isSet(tls[key]) ? tls[key] : undefined])));
}

/** `BasePath` as a list; `undefined` when the whole domain leads to the API. */
export function toBasePaths(domain: JsonObject): readonly string[] | undefined {
  const given = domain['BasePath'];
  if (!isSet(given) || (typeof given !== 'string' && !Array.isArray(given))) return undefined;
  return typeof given === 'string' ? [given] : expectStrings(given, 'Domain.BasePath');
}

function makeMappings(source: Source, domain: JsonObject, domainId: string, version: string): Made[] {
  const normalises = domain['NormalizeBasePath'] === undefined || isSet(domain['NormalizeBasePath']);
  const makeMapping = (id: string, path: string | undefined): Made =>
    make(
      id,
      `AWS::ApiGateway::BasePathMapping${version}`,
      {
        [version === '' ? 'DomainName' : 'DomainNameArn']: ref(domainId),
        RestApiId: ref(source.id),
        Stage: ref(`${source.id}.Stage`),
        BasePath: path,
      },
      { attributes: source.passed, from: domain },
    );
  const paths = toBasePaths(domain);
  if (paths === undefined) return [makeMapping(`${source.id}BasePathMapping`, undefined)];
  return paths.map((path) => {
    const bare = path.replaceAll(/[^\p{L}\p{N}]/gu, '');
    return makeMapping(`${source.id}${bare}BasePathMapping`, normalises ? bare : path);
  });
}

function makeAccess(source: Source, domain: JsonObject, domainId: string): Made[] {
  const given = domain['AccessAssociation'] ?? null;
  if (given === null) return [];
  const endpoint = expectMap(given, 'Domain.AccessAssociation')['VpcEndpointId'] ?? null;
  return [
    make(
      toLogicalId('DomainNameAccessAssociation', [endpoint, domainId]),
      'AWS::ApiGateway::DomainNameAccessAssociation',
      { DomainNameArn: ref(domainId), AccessAssociationSourceType: 'VPCE', AccessAssociationSource: endpoint },
      { attributes: source.passed, from: given },
    ),
  ];
}

/** The zone of CloudFront, the same for everybody (https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html). */
const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';

function toAliasTarget(endpoint: string, id: string): (route53: JsonObject) => Record<string, Json | undefined> {
  return (route53) => {
    if (endpoint === 'REGIONAL')
      return { HostedZoneId: getAtt(id, 'RegionalHostedZoneId'), DNSName: getAtt(id, 'RegionalDomainName') };
    if (endpoint === 'EDGE') {
      const distribution = route53['DistributionDomainName'] ?? getAtt(id, 'DistributionDomainName');
      return { HostedZoneId: CLOUDFRONT_ZONE, DNSName: distribution };
    }
    return {
      HostedZoneId: route53['VpcEndpointHostedZoneId'] ?? null,
      DNSName: route53['VpcEndpointDomainName'] ?? null,
    };
  };
}
