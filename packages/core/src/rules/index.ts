import { publicBucket } from './defence/public-bucket/public-bucket.ts';
import { secretInEnv } from './defence/secret-in-env/secret-in-env.ts';
import { secretInTemplate } from './defence/secret-in-template/secret-in-template.ts';
import { noRecovery } from './defence/no-recovery/no-recovery.ts';
import { noRateLimit } from './defence/no-rate-limit/no-rate-limit.ts';
import { timeout } from './defence/timeout/timeout.ts';
import { tlsOnlyPolicy } from './defence/tls-only-policy/tls-only-policy.ts';
import { unboundedConcurrency } from './defence/unbounded-concurrency/unbounded-concurrency.ts';
import { unencryptedStore } from './defence/unencrypted-store/unencrypted-store.ts';
import { wafMissing } from './defence/waf-missing/waf-missing.ts';
import { weakTls } from './defence/weak-tls/weak-tls.ts';
import { weakUserPool } from './defence/weak-user-pool/weak-user-pool.ts';
import { dependencyRules } from './dependencies/index.ts';
import { heavyColdStart } from './dependencies/heavy-cold-start/heavy-cold-start.ts';
import { runtimeEol } from './dependencies/runtime-eol/runtime-eol.ts';
import { untrustedLayer } from './dependencies/untrusted-layer/untrusted-layer.ts';
import { corsAnyOrigin } from './events/cors-any-origin/cors-any-origin.ts';
import { lostEvent } from './events/lost-event/lost-event.ts';
import { noPartialBatchResponse } from './events/no-partial-batch-response/no-partial-batch-response.ts';
import { orphanFunction } from './events/orphan-function/orphan-function.ts';
import { publicFunctionUrl } from './events/public-function-url/public-function-url.ts';
import { recursiveLoop } from './events/recursive-loop/recursive-loop.ts';
import { streamRetriesForever } from './events/stream-retries-forever/stream-retries-forever.ts';
import { unauthenticatedRoute } from './events/unauthenticated-route/unauthenticated-route.ts';
import { visibilityTimeout } from './events/visibility-timeout/visibility-timeout.ts';
import { dataTraceOn } from './logging/data-trace-on/data-trace-on.ts';
import { logRetention } from './logging/log-retention/log-retention.ts';
import { noAccessLog } from './logging/no-access-log/no-access-log.ts';
import { noAlarm } from './logging/no-alarm/no-alarm.ts';
import { noTracing } from './logging/no-tracing/no-tracing.ts';
import { noLogPermission } from './logging/no-log-permission/no-log-permission.ts';
import { workflowNotLogged } from './logging/workflow-not-logged/workflow-not-logged.ts';
import { adminPolicy } from './permissions/admin-policy/admin-policy.ts';
import { allowNot } from './permissions/allow-not/allow-not.ts';
import { broadManagedPolicy } from './permissions/broad-managed-policy/broad-managed-policy.ts';
import { confusedDeputy } from './permissions/confused-deputy/confused-deputy.ts';
import { decryptAllKeys } from './permissions/decrypt-all-keys/decrypt-all-keys.ts';
import { missingPermission } from './permissions/missing-permission/missing-permission.ts';
import { passroleStar } from './permissions/passrole-star/passrole-star.ts';
import { policyTemplateTooWide } from './permissions/policy-template-too-wide/policy-template-too-wide.ts';
import { privilegeEscalation } from './permissions/privilege-escalation/privilege-escalation.ts';
import { publicResourcePolicy } from './permissions/public-resource-policy/public-resource-policy.ts';
import { scopableToTemplateResource } from './permissions/scopable-to-template-resource/scopable-to-template-resource.ts';
import { serviceWildcard } from './permissions/service-wildcard/service-wildcard.ts';
import { sharedRole } from './permissions/shared-role/shared-role.ts';
import { trustPolicy } from './permissions/trust-policy/trust-policy.ts';
import { unknownAction } from './permissions/unknown-action/unknown-action.ts';
import { unusedPermission } from './permissions/unused-permission/unused-permission.ts';
import { writeOnStar } from './permissions/write-on-star/write-on-star.ts';
import type { Rule } from './rule.ts';

const all: readonly Rule[] = [
  secretInEnv,
  secretInTemplate,
  noRateLimit,
  timeout,
  weakTls,
  unencryptedStore,
  publicBucket,
  unboundedConcurrency,
  wafMissing,
  tlsOnlyPolicy,
  noRecovery,
  weakUserPool,
  ...dependencyRules,
  runtimeEol,
  untrustedLayer,
  heavyColdStart,
  unauthenticatedRoute,
  publicFunctionUrl,
  corsAnyOrigin,
  recursiveLoop,
  noPartialBatchResponse,
  visibilityTimeout,
  lostEvent,
  streamRetriesForever,
  orphanFunction,
  logRetention,
  noAccessLog,
  workflowNotLogged,
  dataTraceOn,
  noAlarm,
  noTracing,
  noLogPermission,
  adminPolicy,
  serviceWildcard,
  writeOnStar,
  unusedPermission,
  missingPermission,
  policyTemplateTooWide,
  passroleStar,
  privilegeEscalation,
  broadManagedPolicy,
  allowNot,
  sharedRole,
  trustPolicy,
  publicResourcePolicy,
  confusedDeputy,
  scopableToTemplateResource,
  decryptAllKeys,
  unknownAction,
];

/** Every rule, in the order of their ids. */
export const rules: readonly Rule[] = all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
