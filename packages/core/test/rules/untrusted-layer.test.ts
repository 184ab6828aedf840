import { describe, expect, it } from 'vitest';
import type { ScanOptions } from '../../src/options.ts';
import { scan } from '../../src/scan.ts';
import { createMemoryHost } from '../memory-host.ts';

const TEMPLATE = `Resources:
  Orders:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs24.x
      Handler: app.handler
      Role: a
      Code: { ZipFile: '1' }
      Layers: ['arn:aws-cn:lambda:cn-north-1:111122223333:layer:shared:7']
`;

async function listMessages(options: ScanOptions): Promise<readonly string[]> {
  const host = createMemoryHost({ 'template.yaml': TEMPLATE });
  const { findings } = await scan(host, { only: ['DEP006'], code: false, ...options });
  return findings.map(({ message }) => message);
}

describe('untrusted-layer', () => {
  it('takes the accounts that the caller trusts', async () => {
    const message = 'the layer `shared` is published by account 111122223333';
    expect(await listMessages({})).toEqual([message]);
    expect(await listMessages({ trustedAccounts: ['444455556666'] })).toEqual([message]);
    expect(await listMessages({ trustedAccounts: ['111122223333'] })).toEqual([]);
  });
});
