/**
 * Regenerates every table under packages/core/src/aws/generated. Run: `npx tsx scripts/data.ts`.
 * Sources: dev dependencies, and boto3 and botocore from PyPI (or `SALLYPORT_BOTO=<directory>`).
 */
import { findServices, writeOperations, writeServices } from './data/services.ts';
import { readBotoDirectory, readIamServices, readModels } from './data/sources.ts';

const boto = readBotoDirectory();
const models = readModels(boto);
const iam = readIamServices();
const services = findServices(models, iam);
writeServices(services);
writeOperations(services);
