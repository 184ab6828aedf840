import { findText, isTrue, type Value } from '../../../app/value.ts';
import type { PlainResource } from '../../template-resources.ts';

interface Setting {
  readonly path: readonly string[];
  readonly isPlain: (value: Value) => boolean;
  /** What the resource does then. */
  readonly message: string;
}

const isFalse = (value: Value): boolean => value.kind === 'literal' && !isTrue(value);
const HTTP: readonly Setting[] = [
  {
    path: ['DomainEndpointOptions', 'EnforceHTTPS'],
    isPlain: isFalse,
    message: 'answers over plain HTTP',
  },
  { path: ['NodeToNodeEncryptionOptions', 'Enabled'], isPlain: isFalse, message: 'sends plain text between its nodes' },
];

/** Stores that say that clients may speak to them in plain text; what they do without a word depends on engine and version. */
const SETTINGS: Readonly<Record<string, readonly Setting[]>> = {
  'AWS::DAX::Cluster': [
    {
      path: ['ClusterEndpointEncryptionType'],
      isPlain: (value) => findText(value) === 'NONE',
      message: 'is spoken to in plain text',
    },
  ],
  'AWS::ElastiCache::ReplicationGroup': [
    { path: ['TransitEncryptionEnabled'], isPlain: isFalse, message: 'is spoken to in plain text' },
  ],
  'AWS::Elasticsearch::Domain': HTTP,
  'AWS::MSK::Cluster': [
    {
      path: ['EncryptionInfo', 'EncryptionInTransit', 'ClientBroker'],
      isPlain: (value) => /^(?:TLS_)?PLAINTEXT$/.test(findText(value) ?? ''),
      message: 'is spoken to in plain text',
    },
  ],
  'AWS::OpenSearchService::Domain': HTTP,
  'AWS::RDS::DBProxy': [{ path: ['RequireTLS'], isPlain: isFalse, message: 'is spoken to in plain text' }],
};

/** The settings of a store that let others read what is sent, each with what it does then. */
export function listPlainSettings(store: PlainResource): readonly Omit<Setting, 'isPlain'>[] {
  const settings = Object.hasOwn(SETTINGS, store.type) ? SETTINGS[store.type] : undefined;
  return (settings ?? []).filter(({ path, isPlain }) => {
    const value = store.find(...path);
    return value !== undefined && isPlain(value);
  });
}
