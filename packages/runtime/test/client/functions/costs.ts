import { createAuditLog } from '@sallyport/runtime/audit-log';
import { fields, guard } from '@sallyport/runtime';
import { apiGatewayV2 } from '@sallyport/runtime/events/api-gateway-v2';
import { s3 } from '@sallyport/runtime/events/s3';
import { sqs } from '@sallyport/runtime/events/sqs';

/** For `bench/client`: answers with what the process has used so far, guarded and not. */
const toUsage = async (): Promise<NodeJS.CpuUsage> => await Promise.resolve(process.cpuUsage());

const body = fields({ user_id: 'string', product_id: 'string', quantity: 'integer >= 1' });

export const bare = toUsage;
export const request = guard(toUsage, { source: apiGatewayV2, body });
export const audited = guard(toUsage, { source: apiGatewayV2, body, audit: createAuditLog() });
export const objects = guard(toUsage, { source: s3, policy: { allowedExtensions: ['.csv'] } });
export const messages = guard(toUsage, { source: sqs, body });
