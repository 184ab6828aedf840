import { auditVerify } from './audit-verify/audit-verify.ts';
import { client } from './client/client.ts';
import { coldStart } from './cold-start/cold-start.ts';
import { auditRecord } from './audit-record/audit-record.ts';
import { accuracy } from './accuracy/accuracy.ts';
import type { Benchmark } from './benchmark.ts';
import { iam } from './iam/iam.ts';
import { guard } from './guard/guard.ts';
import { packages } from './packages/packages.ts';
import { repository } from './repository/repository.ts';
import { templates } from './templates/templates.ts';
import { startup } from './startup/startup.ts';

/** Every benchmark, in the order of the page. */
export const benchmarks: readonly Benchmark[] = [
  accuracy,
  startup,
  repository,
  templates,
  auditRecord,
  auditVerify,
  coldStart,
  iam,
  guard,
  client,
  packages,
];
