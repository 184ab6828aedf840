const READ_WRITE = ['ReadDataViaQuery', 'WriteDataViaQuery', 'DeleteDataViaQuery'];

/**
 * Operations whose actions are not called as they are: by service key and operation, without the prefix. Empty for operations that
 * are authorised by a token of their own and ask IAM for nothing; `*` stands for every operation of the service.
 * Source: the service authorization reference, and the "permissions" section of each operation's page.
 */
const NAMES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  accessanalyzer: { GetFindingV2: ['GetFinding'], ListFindingsV2: ['ListFindings'] },
  budgets: {
    CreateBudget: ['ModifyBudget'],
    CreateNotification: ['ModifyBudget'],
    CreateSubscriber: ['ModifyBudget'],
    DeleteBudget: ['ModifyBudget'],
    DeleteNotification: ['ModifyBudget'],
    DeleteSubscriber: ['ModifyBudget'],
    DescribeBudget: ['ViewBudget'],
    DescribeBudgetNotificationsForAccount: ['ViewBudget'],
    DescribeBudgetPerformanceHistory: ['ViewBudget'],
    DescribeBudgets: ['ViewBudget'],
    DescribeNotificationsForBudget: ['ViewBudget'],
    DescribeSubscribersForNotification: ['ViewBudget'],
    UpdateBudget: ['ModifyBudget'],
    UpdateNotification: ['ModifyBudget'],
    UpdateSubscriber: ['ModifyBudget'],
  },
  cloudfront: { CreateDistributionWithTags: ['CreateDistribution', 'TagResource'] },
  'cloudsearch-domain': { UploadDocuments: ['document'] },
  codecatalyst: { '*': [] },
  comprehendmedical: { DetectEntities: ['DetectEntitiesV2'] },
  connectparticipant: { '*': [] },
  'database-migration-service': {
    DescribeDataProviders: ['ListDataProviders'],
    DescribeExtensionPackAssociations: ['ListExtensionPacks'],
    DescribeInstanceProfiles: ['ListInstanceProfiles'],
    DescribeMetadataModelAssessments: ['ListMetadataModelAssessments'],
    DescribeMetadataModelConversions: ['ListMetadataModelConversions'],
    DescribeMetadataModelExportsAsScript: ['ListMetadataModelExports'],
    DescribeMetadataModelExportsToTarget: ['ListMetadataModelExports'],
    DescribeMigrationProjects: ['ListMigrationProjects'],
    ModifyConversionConfiguration: ['UpdateConversionConfiguration'],
    ModifyDataProvider: ['UpdateDataProvider'],
    ModifyInstanceProfile: ['UpdateInstanceProfile'],
    ModifyMigrationProject: ['UpdateMigrationProject'],
    StartExtensionPackAssociation: ['AssociateExtensionPack'],
    StartMetadataModelExportAsScript: ['StartMetadataModelExportAsScripts'],
  },
  glue: {
    GetUnfilteredPartitionMetadata: ['GetPartition'],
    GetUnfilteredPartitionsMetadata: ['GetPartitions'],
    GetUnfilteredTableMetadata: ['GetTable'],
  },
  keyspaces: {
    CreateKeyspace: ['Create'],
    CreateTable: ['Create'],
    CreateType: ['Create'],
    DeleteKeyspace: ['Drop'],
    DeleteTable: ['Drop'],
    DeleteType: ['Drop'],
    GetKeyspace: ['Select'],
    GetTable: ['Select'],
    GetTableAutoScalingSettings: ['Select'],
    GetType: ['Select'],
    ListKeyspaces: ['Select'],
    ListTables: ['Select'],
    ListTagsForResource: ['Select'],
    ListTypes: ['Select'],
    RestoreTable: ['Restore'],
    UpdateKeyspace: ['Alter'],
    UpdateTable: ['Alter'],
  },
  'neptune-graph': { ExecuteQuery: READ_WRITE, GetQuery: ['GetQueryStatus'] },
  neptunedata: {
    CancelGremlinQuery: ['CancelQuery'],
    CancelOpenCypherQuery: ['CancelQuery'],
    DeletePropertygraphStatistics: ['DeleteStatistics'],
    DeleteSparqlStatistics: ['DeleteStatistics'],
    ExecuteFastReset: ['ResetDatabase'],
    ExecuteGremlinExplainQuery: READ_WRITE,
    ExecuteGremlinProfileQuery: READ_WRITE,
    ExecuteGremlinQuery: READ_WRITE,
    ExecuteOpenCypherExplainQuery: READ_WRITE,
    ExecuteOpenCypherQuery: READ_WRITE,
    GetGremlinQueryStatus: ['GetQueryStatus'],
    GetMLDataProcessingJob: ['GetMLDataProcessingJobStatus'],
    GetMLEndpoint: ['GetMLEndpointStatus'],
    GetMLModelTrainingJob: ['GetMLModelTrainingJobStatus'],
    GetMLModelTransformJob: ['GetMLModelTransformJobStatus'],
    GetOpenCypherQueryStatus: ['GetQueryStatus'],
    GetPropertygraphStatistics: ['GetStatisticsStatus'],
    GetPropertygraphStream: ['GetStreamRecords'],
    GetPropertygraphSummary: ['GetGraphSummary'],
    GetRDFGraphSummary: ['GetGraphSummary'],
    GetSparqlStatistics: ['GetStatisticsStatus'],
    GetSparqlStream: ['GetStreamRecords'],
    ListGremlinQueries: ['GetQueryStatus'],
    ListOpenCypherQueries: ['GetQueryStatus'],
    ManagePropertygraphStatistics: ['ManageStatistics'],
    ManageSparqlStatistics: ['ManageStatistics'],
  },
  quicksight: {
    DescribeAnalysisDefinition: ['DescribeAnalysis'],
    DescribeDashboardDefinition: ['DescribeDashboard'],
    DescribeTemplateDefinition: ['DescribeTemplate'],
  },
  's3-control': {
    DeletePublicAccessBlock: ['PutAccountPublicAccessBlock'],
    GetPublicAccessBlock: ['GetAccountPublicAccessBlock'],
    PutPublicAccessBlock: ['PutAccountPublicAccessBlock'],
  },
  verifiedpermissions: {
    BatchGetPolicy: ['GetPolicy'],
    BatchIsAuthorized: ['IsAuthorized'],
    BatchIsAuthorizedWithToken: ['IsAuthorizedWithToken'],
  },
};

/** The actions of an operation without their prefix: its own name, unless the service's documentation says otherwise. */
export function findActionNames(service: string, operation: string): readonly string[] {
  const names = Object.hasOwn(NAMES, service) ? NAMES[service] : undefined;
  if (names === undefined) return [operation];
  return Object.hasOwn(names, operation) ? (names[operation] ?? []) : (names['*'] ?? [operation]);
}

/** Every action that stands for an operation of another name, with its service. */
export function listActionNames(): readonly (readonly [service: string, action: string])[] {
  return Object.entries(NAMES).flatMap(([service, names]) =>
    Object.values(names).flatMap((actions) => actions.map((action) => [service, action] as const)),
  );
}
