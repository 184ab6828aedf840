import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { S3Handler } from 'aws-lambda';
import { importOrders, type Order } from './orders-table';

const s3 = new S3Client({});
const BATCH = 25;

export const handler: S3Handler = async (event) => {
  for (const { s3: source } of event.Records) {
    const Key = decodeURIComponent(source.object.key.replace(/\+/g, ' '));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: source.bucket.name, Key }));
    const orders: Order[] = JSON.parse((await Body?.transformToString()) ?? '[]');
    for (let i = 0; i < orders.length; i += BATCH) await importOrders(orders.slice(i, i + BATCH));
  }
};
