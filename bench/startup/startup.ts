import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toTable, type Benchmark, type Measured } from '../benchmark.ts';
import { COMMAND_LINE, findObstacle } from '../command-line.ts';
import { measureMedian } from '../measure/usage.ts';

const RUNS = 11;

const toTemplate = (runtime: string): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  ReadFunction:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: ${runtime}
      Handler: app.handler
      CodeUri: src/
      Environment: { Variables: { TABLE_NAME: !Ref Table } }
      Policies:
        - Statement: [{ Effect: Allow, Action: 'dynamodb:*', Resource: '*' }]
  Table:
    Type: AWS::DynamoDB::Table
`;

const JAVASCRIPT = `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
const client = new DynamoDBClient({});
export const handler = (event) =>
  client.send(new GetItemCommand({ TableName: process.env.TABLE_NAME, Key: { id: { S: event.id } } }));
`;

const PYTHON = `import os
import boto3
table = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])
def handler(event, context):
    return table.get_item(Key={"id": event["id"]})
`;

const APPLICATIONS = [
  { language: 'JavaScript', runtime: 'nodejs22.x', file: 'app.mjs', code: JAVASCRIPT },
  { language: 'Python', runtime: 'python3.13', file: 'app.py', code: PYTHON },
] as const;

function measure(): Measured {
  const why = findObstacle();
  if (why !== undefined) return { kind: 'skipped', why };
  const base = measureMedian(RUNS, ['-e', '0']).cpu;
  const rows = APPLICATIONS.map(({ language, runtime, file, code }) => {
    const root = mkdtempSync(join(tmpdir(), 'sallyport-app-'));
    try {
      mkdirSync(join(root, 'src'));
      writeFileSync(join(root, 'template.yaml'), toTemplate(runtime));
      writeFileSync(join(root, 'src', file), code);
      const { cpu, memory, stdout } = measureMedian(RUNS, [COMMAND_LINE, 'scan', root, '--format', 'json'], [0, 1]);
      const { findings } = JSON.parse(stdout) as { readonly findings: readonly unknown[] };
      if (findings.length === 0) throw new Error('a scan that finds nothing does not measure the first finding');
      const over = `${(cpu - base).toFixed(0)} ms`;
      return [language, `${findings.length}`, over, `${(cpu / base).toFixed(1)} ×`, `${memory.toFixed(0)} MB`];
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
  const table = toTable(['application', 'findings', 'over `node -e 0`', 'ratio', 'peak memory'], rows);
  return { kind: 'result', markdown: `${table}\n\n\`node -e 0\` itself: ${base.toFixed(0)} ms.` };
}

export const startup: Benchmark = {
  name: 'startup',
  title: 'First finding on an application of one function',
  about: `CPU time of \`sallyport scan\` on a template with one function and its code, the median of ${RUNS} runs. Bar: 250 ms over \`node -e 0\`.`,
  measure,
};
