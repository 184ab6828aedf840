import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { toValueFix } from '../../template-fix.ts';
import { listPlainResources, toResourceReport } from '../../template-resources.ts';
import { listPlainSettings } from './plain-stores.ts';
import { toText } from '../../../app/expression.ts';
import type { Location } from '../../../app/location.ts';
import { findEntry, findPath, findText, literal, toItems, type Value } from '../../../app/value.ts';
import type { PlainResource } from '../../template-resources.ts';

export const weakTls: Rule = defineRule({
  id: 'DEF008',
  slug: 'weak-tls',
  severity: 'high',
  title: 'data travels unencrypted or with an old protocol',
  references: ['OWASP-S3', 'CSA-SAS-3', 'CWE-326', 'FSBP-CloudFront.10'],
  needsCode: false,
  check: find,
});

const TYPES =
  /^AWS::(?:SNS::Subscription|SNS::Topic|CloudFront::Distribution|ApiGateway::DomainName|ApiGatewayV2::DomainName)$/;
const OLD = /^(?:TLS_1_0|SSLv3|TLSv1|TLSv1_2016|TLSv1\.1_2016)$/;

function* find(context: RuleContext): Iterable<Report> {
  for (const store of listPlainResources(
    context,
    /^AWS::(?:DAX|ElastiCache|Elasticsearch|MSK|OpenSearchService|RDS)::/,
  ))
    for (const { path, message } of listPlainSettings(store)) yield toStoreReport(store, path, message);
  for (const resource of listPlainResources(context, TYPES)) {
    for (const { at, message, part, better, why = '' } of listWeak(resource)) {
      const report = toResourceReport(resource, {
        at,
        message,
        why: `${WHY}${why}`,
        identity: [part],
      });
      yield { ...report, ...toFix(resource, better) };
    }
  }
}

/** In a network of one's own fewer sit on the way. */
const toStoreReport = (store: PlainResource, path: readonly string[], message: string): Report => ({
  ...toResourceReport(store, {
    at: store.at(...path),
    message: `\`${store.id}\` ${message}`,
    why: 'Who sits on the way, in the same network or at a mirror of its traffic, reads what is sent, passwords too, and can change it.',
    identity: [path.join('.')],
  }),
  severity: 'medium',
});

const WHY =
  'Who sits on the way can read what is sent, and change it. TLS 1.0 and 1.1 have known attacks and are retired (RFC 8996).';
const NO_CERTIFICATE =
  ' With the certificate of CloudFront itself that is so whatever is said here: name one of your own (`AcmCertificateArn`) and `TLSv1.2_2021`.';

interface Weak {
  readonly at: Location;
  readonly message: string;
  readonly part: string;
  /** What more there is to say. */
  readonly why?: string;
  /** What is to stand in the place of each weak value, where that is known. */
  readonly better?: { readonly values: readonly (Value | undefined)[]; readonly value: string } | undefined;
}

function toFix(resource: PlainResource, better: Weak['better']): ReturnType<typeof toValueFix> {
  const { values = [], value = '' } = better ?? {};
  const places = values.flatMap((weak) => weak?.at ?? []);
  const changes = places.map((at) => ({ at, value }));
  return toValueFix(`use \`${value}\``, resource.template, changes);
}

function listWeak(resource: PlainResource): readonly Weak[] {
  const { id } = resource;
  switch (resource.type) {
    case 'AWS::SNS::Subscription':
      if (resource.text('Protocol') !== 'http') return [];
      return [{ at: resource.at('Protocol'), message: `\`${id}\` is sent messages over plain HTTP`, part: 'Protocol' }];
    case 'AWS::SNS::Topic':
      return listWeakSubscriptions(resource);
    case 'AWS::CloudFront::Distribution':
      return listWeakDistribution(resource);
    case 'AWS::ApiGateway::DomainName':
      return toOldProtocol(resource, ['SecurityPolicy'], resource.find('SecurityPolicy'));
    default:
      return toItems(resource.find('DomainNameConfigurations')).flatMap((item) =>
        toOldProtocol(resource, ['DomainNameConfigurations'], findEntry(item, 'SecurityPolicy')),
      );
  }
}

const listWeakSubscriptions = (topic: PlainResource): readonly Weak[] =>
  toItems(topic.find('Subscription')).flatMap((item, index) => {
    const protocol = findEntry(item, 'Protocol');
    const message = `\`${topic.id}\` sends its messages over plain HTTP`;
    return findText(protocol) === 'http'
      ? [{ at: protocol?.at ?? topic.at('Subscription'), message, part: `Subscription.${index}` }]
      : [];
  });

function toOldProtocol(resource: PlainResource, path: readonly string[], value: Value | undefined): readonly Weak[] {
  const text = findText(value);
  if (text === undefined || !OLD.test(text)) return [];
  return [
    {
      at: value?.at ?? resource.at(...path),
      message: `\`${resource.id}\` still speaks ${nameProtocol(text)}`,
      part: path.join('.'),
      better: { values: [value], value: text.startsWith('TLS_') ? 'TLS_1_2' : 'TLSv1.2_2021' },
    },
  ];
}

const nameProtocol = (text: string): string =>
  text.startsWith('SSL') ? 'SSL 3' : text.includes('1.1') ? 'TLS 1.1' : 'TLS 1.0';

function listWeakDistribution(resource: PlainResource): readonly Weak[] {
  const config = resource.find('DistributionConfig');
  const behaviours = [findEntry(config, 'DefaultCacheBehavior'), ...toItems(findEntry(config, 'CacheBehaviors'))];
  const open = behaviours.map((b) => findEntry(b, 'ViewerProtocolPolicy')).filter((v) => findText(v) === 'allow-all');
  const origins = toItems(findEntry(config, 'Origins')).filter((origin) => {
    const isPlain = findText(findPath(origin, 'CustomOriginConfig', 'OriginProtocolPolicy')) === 'http-only';
    // Websites of S3 speak no HTTPS.
    return isPlain && !toText(findEntry(origin, 'DomainName') ?? literal('')).includes('s3-website');
  });
  const minimum = findPath(config, 'ViewerCertificate', 'MinimumProtocolVersion');
  const { id } = resource;
  return [
    ...open.slice(0, 1).map((v) => ({
      at: v?.at ?? resource.resource.at,
      message: `\`${id}\` answers over plain HTTP`,
      part: 'viewer',
      better: { values: open, value: 'redirect-to-https' },
    })),
    ...origins.slice(0, 1).map((v) => ({
      at: findPath(v, 'CustomOriginConfig', 'OriginProtocolPolicy')?.at ?? v.at ?? resource.resource.at,
      message: `\`${id}\` calls its origin over plain HTTP`,
      part: 'origin',
    })),
    ...toOldProtocol(resource, ['DistributionConfig', 'ViewerCertificate'], minimum).map((weak) =>
      hasCertificate(config) ? weak : { ...weak, why: NO_CERTIFICATE, better: undefined },
    ),
  ];
}

/** CloudFront heeds the minimum only of those that name a certificate (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-distribution-viewercertificate.html). */
function hasCertificate(config: Value | undefined): boolean {
  const certificate = findEntry(config, 'ViewerCertificate');
  const isNamed = ['AcmCertificateArn', 'IamCertificateId'].some((name) => findEntry(certificate, name) !== undefined);
  const own = findEntry(certificate, 'CloudFrontDefaultCertificate');
  return isNamed && (own === undefined || findText(own)?.toLowerCase() === 'false');
}
