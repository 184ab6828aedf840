/** A function that may do everything to every table, and reads one. */
export const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  GetOrder:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: app.handler
      CodeUri: src/
      Environment:
        Variables:
          TABLE_NAME: !Ref Orders
      Policies:
        # Just until it works.
        - Statement:
            - Effect: Allow
              Action: dynamodb:*
              Resource: '*'
  Orders:
    Type: AWS::DynamoDB::Table
`;

export const code = `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});

export const handler = async (event) =>
  client.send(new GetItemCommand({ TableName: process.env.TABLE_NAME, Key: { id: { S: event.id } } }));
`;

export const sampleApplication: Readonly<Record<string, string>> = { 'template.yaml': template, 'src/app.mjs': code };
