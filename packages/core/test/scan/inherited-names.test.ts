import { describe, expect, it, vi } from 'vitest';
import { scanFiles } from '../rules/scan-files.ts';

vi.setConfig({ testTimeout: 60_000 });

const toTemplate = (name: string): string => `Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Environment: { Variables: { ${name}: !Ref ${name} } } } }
Parameters: { ${name}: { Type: String, Default: ${name} } }
Mappings: { ${name}: { ${name}: { ${name}: ${name} } } }
Conditions: { ${name}: !Equals [${name}, ${name}] }
Resources:
  ${name}: { Type: ${name}, Condition: ${name}, Properties: { TemplateURL: ${name}, ${name}: 1, PolicyDocument: { ${name}: 1 } } }
  F:
    Type: AWS::Serverless::Function
    Connectors: { C: { Properties: { Destination: { Type: ${name}, Arn: ${name} }, Permissions: [${name}] } } }
    Properties:
      Runtime: nodejs22.x
      Handler: app.handler
      EventInvokeConfig: { DestinationConfig: { OnSuccess: { Type: ${name}, Destination: 'arn:aws:${name}:::a' } } }
      DeadLetterQueue: { Type: ${name}, TargetArn: !Ref ${name} }
      Policies:
        - ${name}: { ${name}: 1 }
        - ${name}
        - Statement: [{ Effect: Allow, Action: '${name}:${name}', Resource: !Ref ${name}, Condition: { ${name}: { ${name}: 1 } } }]
      Events:
        ${name}: { Type: ${name}, Properties: { ${name}: 1 } }
  P: { Type: AWS::Lambda::Permission, Properties: { FunctionName: !Ref F, Principal: ${name}.amazonaws.com, Action: ${name} } }
`;

describe('names that every object of JavaScript has', () => {
  it.each(['constructor', 'toString', 'hasOwnProperty', '__proto__'])('%s is a name as any other', async (name) => {
    const code = `const { DynamoDB } = require('@aws-sdk/client-dynamodb');
exports.handler = async () => new DynamoDB({}).getItem({ TableName: process.env.${name}, Key: {} });
`;
    const { permissions, diagnostics } = await scanFiles({ 'template.yaml': toTemplate(name), 'app.js': code });
    expect(permissions.map((p) => p.function.id)).toEqual(['F']);
    expect(permissions[0]?.function.triggers.map((t) => t.kind)).toContain('other');
    expect(diagnostics.map((d) => d.message).join('\n')).not.toContain('[native code]');
  });
});
