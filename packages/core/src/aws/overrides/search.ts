import { findField } from '../../app/code-value.ts';
import type { CodeValue } from '../../app/code-value.ts';
import { createTargets } from '../create-targets.ts';
import type { Need, ServiceRules } from '../need.ts';

// Source: the service authorization reference's pages for Amazon OpenSearch Service and OpenSearch Serverless: a request over HTTP
// needs an action that is named after its method, and a collection one action for all.

const METHODS: Readonly<Record<string, string>> = {
  DELETE: 'es:ESHttpDelete',
  GET: 'es:ESHttpGet',
  HEAD: 'es:ESHttpHead',
  PATCH: 'es:ESHttpPatch',
  POST: 'es:ESHttpPost',
  PUT: 'es:ESHttpPut',
};

/** What most clients do, where the method of a request is not known. */
const USUAL = ['GET', 'POST', 'PUT'];

function toMethods(value: CodeValue | undefined): { readonly methods: readonly string[]; readonly isKnown: boolean } {
  const values = value?.kind === 'one-of' ? value.values : value === undefined ? [] : [value];
  const known = values.flatMap((v) => (v.kind === 'const' ? [String(v.value).toUpperCase()] : []));
  const methods = known.filter((m) => Object.hasOwn(METHODS, m));
  return methods.length === 0 ? { methods: USUAL, isKnown: false } : { methods, isKnown: true };
}

export const searchHttpRules: ServiceRules = {
  Http: (call) => {
    const { methods, isKnown } = toMethods(findField(call.args, 'method'));
    const targets = createTargets({
      type: 'es:domain',
      whole: findField(call.args, 'url'),
      wholeName: 'DomainName',
      wholeForm: 'url',
      suffix: '/*',
      region: call.region,
    });
    return methods.map((method): Need => ({
      action: METHODS[method] ?? '',
      targets,
      ...(isKnown ? {} : { guess: 'the method of the request is not known' }),
    }));
  },
};

export const searchServerlessHttpRules: ServiceRules = {
  Http: (call) => [
    {
      action: 'aoss:APIAccessAll',
      targets: createTargets({
        type: 'aoss:Collection',
        whole: findField(call.args, 'url'),
        wholeName: 'CollectionId',
        wholeForm: 'url',
        region: call.region,
      }),
    },
  ],
};
