import { describe, expect, it } from 'vitest';
import { readApplication } from '../../../src/iac/index.ts';
import { createTerraformLabels, type TerraformLabels } from '../../../src/permissions/print/terraform-labels.ts';
import { POLICY_FORMATS } from '../../../src/permissions/print/policy-formats.ts';
import { createMemoryHost } from '../../memory-host.ts';
import { analyseTemplate } from '../analyse-template.ts';

const template = `Transform: AWS::Serverless-2016-10-31
Parameters: { Stage: { Type: String } }
Resources:
  Table: { Type: AWS::DynamoDB::Table }
  Orders: { Type: AWS::DynamoDB::Table }
  ORDERS: { Type: AWS::DynamoDB::Table }
`;
const other = 'Parameters: { Stage: { Type: String } }\nResources: { Table: { Type: AWS::DynamoDB::Table } }\n';

const create = (): TerraformLabels =>
  createTerraformLabels(
    readApplication(createMemoryHost({ 'template.yaml': template, 'pay/template.yaml': other, 'pay/b.yaml': other })),
  );

describe('the names of a Terraform document', () => {
  it('tell the same logical id of several templates apart', () => {
    const { findLabel } = create();
    const files = ['template.yaml', 'pay/template.yaml', 'pay/b.yaml', 'template.yaml'];
    expect(files.map((file) => findLabel(file, 'Table'))).toEqual(['table', 'pay_table', 'pay_b_table', 'table']);
  });

  it('tell apart what only the case of letters does', () => {
    const { findLabel } = create();
    expect(['Orders', 'ORDERS', 'Orders'].map((id) => findLabel('template.yaml', id))).toEqual([
      'orders',
      'orders_2',
      'orders',
    ]);
  });

  it('share a variable for what is one thing in every template, and no other', () => {
    const { findShared, findVariable, listVariables } = create();
    expect([findShared('app-table'), findShared('app-table'), findShared('1st')]).toEqual([
      'app_table',
      'app_table',
      '_1st',
    ]);
    expect(findVariable('pay/b.yaml', 'Stage', null)).toBe('pay_b_stage');
    expect(findVariable('template.yaml', 'Table', 'StreamArn')).toBe('table_stream_arn');
    expect(listVariables()).toEqual(['_1st', 'app_table', 'pay_b_stage', 'table_stream_arn']);
  });
});

it('prints no document without statements, which IAM would refuse', () => {
  const text = `${template}  Idle: { Type: AWS::Serverless::Function, Properties: { Handler: app.handler, Runtime: nodejs20.x } }\n`;
  const { permissions, application } = analyseTemplate(text, {});
  expect(POLICY_FORMATS.terraform(permissions, application)).toBe(
    '# Idle in template.yaml needs no statement of its own\n',
  );
});
