import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';

const cloudwatch = new CloudWatchClient({});

export const handler = async ({ visits }) => {
  const MetricData = [{ MetricName: 'Visits', Value: visits }];
  await cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Site', MetricData }));
};
