/** A tool whose suppressions can be read: what each of its checks is called here. */
export interface ForeignTool {
  readonly name: 'cfn_nag' | 'cdk-nag' | 'cfn-lint' | 'checkov' | 'KICS' | 'Semgrep' | 'Trivy';
  /** Ids of our rules by the tool's own id, in lower case. Checks without a counterpart here are not in it. */
  readonly rules: ReadonlyMap<string, readonly string[]>;
}

/**
 * By our rule, the ids of the tool that ask for the same, or for more. A check that asks for a part of it (one switch of several, one
 * service) is not in it: who silences the part has not silenced the rest.
 */
function defineTool(name: ForeignTool['name'], table: Readonly<Record<string, string>>): ForeignTool {
  const rules = new Map<string, string[]>();
  for (const [rule, ids] of Object.entries(table))
    for (const id of ids.split(/\s+/)) rules.set(id.toLowerCase(), [...(rules.get(id.toLowerCase()) ?? []), rule]);
  return { name, rules };
}

/** From the rules under lib/cfn-nag/custom_rules of https://github.com/stelligent/cfn_nag, read 2026-11-21. */
export const cfnNag: ForeignTool = defineTool('cfn_nag', {
  DEF002: 'F23 F24 F34 F45 F51 F66 F68 F69 F70 F74',
  DEF004: 'W64 W68',
  DEF006: 'W92',
  DEF008: 'W62 W70',
  DEF009: 'F26 F27 F30 F32 W47 W48 W49 W54 W83 W87',
  DEF010: 'F14 W31',
  DEF012: 'W78',
  DEF013: 'W57',
  EVT001: 'W59',
  LOG003: 'W45 W46 W69',
  LOG004: 'W86',
  LOG010: 'W58',
  PERM001: 'F3 F4 F5 W43',
  PERM003: 'W11 W12 W13',
  PERM007: 'F38 F39 F40',
  PERM009: 'W43 W44',
  PERM010: 'F6 F7 F8 F9 W14 W15 W16 W17 W18 W19 W20 W21 W22 W23',
  PERM013: 'F13 F16 F18 F21 F76',
  PERM015: 'W11 W12 W13',
  PERM016: 'W11 W12 W13',
});

/** From RULES.md of https://github.com/cdklabs/cdk-nag, read 2026-11-21. */
export const cdkNag: ForeignTool = defineTool('cdk-nag', {
  DEF007: 'AwsSolutions-APIG3 AwsSolutions-CFR2',
  DEF008: 'AwsSolutions-CFR4 AwsSolutions-CFR5',
  DEF009:
    'AwsSolutions-DDB4 AwsSolutions-DOC1 AwsSolutions-EFS1 AwsSolutions-KDS1 AwsSolutions-N4 AwsSolutions-OS8 AwsSolutions-RDS2 AwsSolutions-SQS2',
  DEF010: 'AwsSolutions-S2',
  DEF011: 'AwsSolutions-S10 AwsSolutions-SNS3 AwsSolutions-SQS4',
  DEF012: 'AwsSolutions-DDB3',
  DEF013: 'AwsSolutions-COG1 AwsSolutions-COG7',
  DEP005: 'AwsSolutions-L1',
  EVT001: 'AwsSolutions-APIG4',
  EVT012: 'AwsSolutions-SQS3',
  LOG003: 'AwsSolutions-APIG1 AwsSolutions-ASC3',
  LOG005: 'AwsSolutions-SF1',
  PERM002: 'AwsSolutions-IAM5',
  PERM003: 'AwsSolutions-IAM5',
  PERM009: 'AwsSolutions-IAM4',
  PERM013: 'AwsSolutions-EVB1',
  PERM015: 'AwsSolutions-IAM5',
  PERM016: 'AwsSolutions-IAM5',
});

/** From the policy index for CloudFormation of https://github.com/bridgecrewio/checkov, read 2026-11-21. */
export const checkov: ForeignTool = defineTool('checkov', {
  DEF001: 'CKV_AWS_45',
  DEF006: 'CKV_AWS_115',
  DEF007: 'CKV_AWS_68 CKV2_AWS_33',
  DEF008: 'CKV_AWS_34 CKV_AWS_174',
  DEF009:
    'CKV_AWS_5 CKV_AWS_16 CKV_AWS_26 CKV_AWS_27 CKV_AWS_42 CKV_AWS_43 CKV_AWS_44 CKV_AWS_47 CKV_AWS_74 CKV_AWS_96',
  DEF010: 'CKV_AWS_20 CKV_AWS_57',
  DEF012: 'CKV_AWS_21 CKV_AWS_28 CKV_AWS_165',
  DEP005: 'CKV_AWS_363',
  EVT001: 'CKV_AWS_59',
  EVT002: 'CKV_AWS_258',
  EVT012: 'CKV_AWS_116',
  LOG003: 'CKV_AWS_76 CKV_AWS_95 CKV_AWS_193 CKV_AWS_194',
  LOG004: 'CKV_AWS_66',
  PERM001: 'CKV_AWS_62 CKV_AWS_63',
  PERM003: 'CKV_AWS_111',
  PERM008: 'CKV_AWS_109 CKV_AWS_110',
  PERM012: 'CKV_AWS_60 CKV_AWS_61',
  PERM013: 'CKV_AWS_33',
  PERM014: 'CKV_AWS_364',
});

/** From docs/rules.md of https://github.com/aws-cloudformation/cfn-lint, read 2026-11-21. */
export const cfnLint: ForeignTool = defineTool('cfn-lint', {
  DEF002: 'W2501',
  DEF012: 'I3011',
  DEP005: 'E2531 E2533 W2531',
  EVT011: 'E3505',
  LOG004: 'I3013',
  PERM014: 'W3663',
  PERM017: 'I3510 W3037',
});

/** From the checks of https://github.com/aquasecurity/trivy-checks, read 2026-11-21; older ids begin with `AVD-`. */
export const trivy: ForeignTool = defineTool('Trivy', {
  DEF007: 'AWS-0011',
  DEF008: 'AWS-0005 AWS-0012 AWS-0013 AWS-0112',
  DEF009: 'AWS-0002 AWS-0021 AWS-0023 AWS-0037 AWS-0048 AWS-0064 AWS-0076 AWS-0079 AWS-0080 AWS-0095 AWS-0096 AWS-0110',
  DEF010: 'AWS-0092',
  DEF012: 'AWS-0024 AWS-0090',
  EVT001: 'AWS-0004',
  LOG003: 'AWS-0001 AWS-0113 AWS-0116',
  LOG005: 'AWS-0119',
  PERM001: 'AWS-0057 AWS-0114',
  PERM002: 'AWS-0057 AWS-0114',
  PERM003: 'AWS-0057 AWS-0114',
  PERM007: 'AWS-0342',
  PERM014: 'AWS-0067',
  PERM015: 'AWS-0057 AWS-0114',
});

/** From docs/queries/cloudformation-queries.md of https://github.com/Checkmarx/kics, read 2026-11-21. */
export const kics: ForeignTool = defineTool('KICS', {
  DEF002: '9ecb6b21-18bc-4aa7-bd07-db20f1c746db',
  DEF008:
    'a5366a50-932f-4085-896b-41402714a388 31733ee2-fef0-4e87-9778-65da22a8ecf1 8275fab0-68ec-4705-bbf4-86975edb170e dc17ee4b-ddf2-4e23-96e8-7a36abad1303',
  DEF009:
    '7f65be75-90ab-4036-8c2a-410aef7bb650 2ff8e83c-90e1-4d68-a300-6d652112e622 5beacce3-4020-4a3d-9e1d-a36f953df630 65844ba3-03a1-40a8-b3dd-919f122e8c95 bf4473f1-c8a2-4b1b-8134-bd32efabab93 86a248ab-0e01-4564-a82a-878303e253bb',
  DEF010:
    '835d5497-a526-4aea-a23f-98a9afd1635f 219f4c95-aa50-44e0-97de-cf71f4641170 07dda8de-d90d-469e-9b37-1aca53526ced 7772bb8c-c0f3-42d4-8e4e-f1b8939ad085',
  DEF011: '38c64e76-c71e-4d92-a337-60174d1de1c9',
  DEF012: 'a227ec01-f97a-4084-91a4-47b350c1db54',
  EVT001: '1056dfbb-5802-4762-bf2b-8b9b9684b1b0',
  PERM001: '953b3cdb-ce13-428a-aa12-318726506661 a0ae0a4e-712b-4115-8112-51b9eeed9d69',
  PERM009: 'a0ae0a4e-712b-4115-8112-51b9eeed9d69',
  PERM010:
    '4a8fc9a2-2b2f-4b3f-aa8d-401425872034 818f38ed-8446-4132-9c03-474d49e10195 4fbfee74-8186-40d5-a24e-4baa76a855de',
  PERM011: 'ae03f542-1423-402f-9cef-c834e7ee9583',
  PERM013:
    '9b6a3f5b-5fd6-40ee-9bc0-ed604911212d acc78859-765e-4011-a229-a65ea57db252 456b00a3-1072-4149-9740-6b8bb60251b0 f6397a20-4cf1-4540-a997-1d363c25ef58 f97b7d23-568f-4bcc-9ac9-02df0d57fbba 4ae8af91-5108-42cb-9471-3bdbe596eac9 faa8fddf-c0aa-4b2d-84ff-e993e233ebe9 7772bb8c-c0f3-42d4-8e4e-f1b8939ad085 1d6e16f1-5d8a-4379-bfb3-2dadd38ed5a7 f6049677-ec4a-43af-8779-5190b6d03cba',
});

/** From generic/secrets of https://github.com/semgrep/semgrep-rules; an id may stand with its path or without. */
export const semgrep: ForeignTool = defineTool('Semgrep', {
  DEF001: 'detected-aws-access-key-id-value detected-aws-secret-access-key',
  DEF002: 'detected-aws-access-key-id-value detected-aws-secret-access-key',
});

/** Every tool whose suppressions are read. */
export const foreignTools: readonly ForeignTool[] = [cfnNag, cdkNag, cfnLint, checkov, kics, semgrep, trivy];
