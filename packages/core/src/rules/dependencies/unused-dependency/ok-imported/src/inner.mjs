import fastify from '@fastify/aws-lambda';
const load = async () => await import('dayjs/plugin/utc.js');
export const handler = fastify(load);
