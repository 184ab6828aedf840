/**
 * Logical ids of what the CDK adds by itself to do its own work when a stack is deployed: nobody writes them, and nobody can edit them
 * but by another version of `aws-cdk-lib`. Where the CDK hashes a fixed name (`SingletonFunction`), the hash is the same in every
 * application.
 */
const MADE: readonly RegExp[] = [
  // Providers in `core`: to empty buckets, to read exports of other regions, and more. Applications make such providers too, with code of their own.
  /^(?:Custom)?AWSCDK\w*CustomResourceProvider(?:Role|Handler)[0-9A-F]{8}$/,
  /^Custom(?:S3AutoDeleteObjects|ECRAutoDeleteImages|SyntheticsAutoDeleteUnderlyingResources|VpcRestrictDefaultSG|CrossRegion(?:ExportReader|ExportWriter|StringParameterReader)|CrossAccountZoneDelegation|DeleteExistingRecordSet)CustomResourceProvider(?:Role|Handler)[0-9A-F]{8}$/,
  /^CustomCDKBucketDeployment[0-9A-F]{32}/,
  /^LogRetention[0-9a-f]{32}/,
  /^BucketNotificationsHandler[0-9a-f]{32}/,
  // What calls of the SDK it may make stands in policies of the application, on the role of this one.
  /^AWS679f53fac002430cb0da5b7982bd2287(?!ServiceRole)/,
  /framework(?:onEvent|isComplete|onTimeout)(?:ServiceRole(?:DefaultPolicy)?)?[0-9A-F]{8}$/,
];

/** True for a resource that a framework made, by its logical id. */
export const isMadeByFramework = (id: string): boolean => MADE.some((pattern) => pattern.test(id));
