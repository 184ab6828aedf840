/**
 * Regenerates every table under packages/core/src/aws/generated. Run: `npx tsx scripts/data.ts`.
 * Sources: dev dependencies, and boto3 and botocore from PyPI (or `SALLYPORT_BOTO=<directory>`).
 */
import { writeActions } from './tables/actions.ts';
import { writeBindings } from './tables/bindings.ts';
import { writeBoto3Resources } from './tables/boto3-resources.ts';
import { readCfnTypes, readSpec } from './tables/cfn-types.ts';
import { writeConditionKeys } from './tables/condition-keys.ts';
import { writeManagedPolicies, writePolicyTemplates } from './tables/policies.ts';
import { writeResourceTypes } from './tables/resource-types.ts';
import { writeRestPaths } from './tables/rest-paths.ts';
import { findServices, writeOperations, writeServices } from './tables/services.ts';
import { readBotoDirectory, readIamServices, readModels } from './tables/sources.ts';

const boto = readBotoDirectory();
const models = readModels(boto);
const iam = readIamServices();
const services = findServices(models, iam);
writeServices(services);
writeOperations(services);
const spec = readSpec();
writeActions(iam, readCfnTypes(spec));
writeConditionKeys(iam);
writeBindings(services, iam);
writeBoto3Resources(services, boto);
writeRestPaths(services);
writeManagedPolicies();
writePolicyTemplates();
writeResourceTypes(spec);
