import type { Abstract } from '../engine/abstract.ts';
import { COMPILER_HELPERS } from '../engine/compiler-helpers.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { argparse } from './argparse.ts';
import { awilix } from './awilix.ts';
import { appSyncClient } from './appsync-client.ts';
import { asyncLibrary } from './async-library.ts';
import { awsWrangler } from './awswrangler.ts';
import { bedrockLibraries } from './bedrock-libraries.ts';
import { bluebird } from './bluebird.ts';
import { boto3 } from './boto3.ts';
import { contextVariables } from './context-variables.ts';
import { crhelper } from './crhelper.ts';
import { databaseSigners } from './database-tokens.ts';
import { dependencyInjector } from './dependency-injector.ts';
import { durableExecution } from './durable-execution.ts';
import { dataMapper } from './data-mapper.ts';
import { dynamodbToolbox } from './dynamodb-toolbox.ts';
import { dynamoose } from './dynamoose.ts';
import { daznPowertools } from './dazn-powertools.ts';
import { electrodb } from './electrodb.ts';
import { encryptionSdk } from './encryption-sdk.ts';
import { envLibraries } from './env-libraries.ts';
import { fastapi } from './fastapi.ts';
import { flask } from './flask.ts';
import { graphqlServers } from './graphql-servers.ts';
import { injectionContainers } from './injection-containers.ts';
import { jsSigners } from './js-signers.ts';
import { clientLibraries } from './js-sdk-v3-libraries.ts';
import { clientPackages, documentPackage } from './js-sdk-v3.ts';
import { sdkV2 } from './js-sdk-v2.ts';
import { lodash } from './lodash.ts';
import { middy } from './middy.ts';
import { onetable } from './onetable.ts';
import { pydantic } from './pydantic.ts';
import { programs } from './programs.ts';
import { promiseLibraries } from './promise-libraries.ts';
import { pynamodb } from './pynamodb.ts';
import { pythonAttrs } from './python-attrs.ts';
import { pythonHttp, pythonSigners } from './python-http.ts';
import { jsSearch, pythonSearch } from './opensearch.ts';
import { nestjs } from './nestjs.ts';
import { nodeModules } from './node-modules.ts';
import { nodeProcess } from './node-process.ts';
import { nodemailer } from './nodemailer.ts';
import { nodeStreams } from './node-streams.ts';
import { powertoolsPython } from './powertools-python.ts';
import { powertoolsTypeScript } from './powertools-typescript.ts';
import { pythonOperator } from './python-operator.ts';
import { pythonJson } from './python-json.ts';
import { pythonPaths } from './python-paths.ts';
import { pythonS3Files } from './python-s3-files.ts';
import { pythonSettings } from './python-settings.ts';
import { pythonStandardLibrary } from './python-standard-library.ts';
import type { PackageModel } from './package-model.ts';
import { queueLibraries } from './queue-libraries.ts';
import { ramda } from './ramda.ts';
import { pythonContainers } from './python-containers.ts';
import { sallyportRuntime } from './sallyport-runtime.ts';
import { schemaLibraries } from './schema-libraries.ts';
import { secretCaching } from './secret-cache.ts';
import { slackBolt } from './slack-bolt.ts';
import { typedorm } from './typedorm.ts';
import { webAdapters } from './web-adapters.ts';
import { workerThreads } from './worker-threads.ts';
import { xray } from './xray.ts';

const compilerHelpers: PackageModel = {
  matches: (name) => name === 'tslib' || name === '@swc/helpers' || name === '@babel/runtime',
  find: (_engine, _name, path) => COMPILER_HELPERS.get(path.at(-1) ?? ''),
};

/** Every package that the analysis knows. The first that matches answers. */
export const packageModels: readonly PackageModel[] = [
  clientPackages,
  documentPackage,
  clientLibraries,
  sdkV2,
  boto3,
  powertoolsTypeScript,
  powertoolsPython,
  middy,
  sallyportRuntime,
  xray,
  encryptionSdk,
  secretCaching,
  pynamodb,
  jsSigners,
  pythonSigners,
  pythonHttp,
  pythonSearch,
  jsSearch,
  graphqlServers,
  nodeProcess,
  programs,
  workerThreads,
  nodeStreams,
  nodeModules,
  pythonStandardLibrary,
  pythonPaths,
  pythonJson,
  contextVariables,
  pythonAttrs,
  pythonOperator,
  argparse,
  databaseSigners,
  electrodb,
  dynamoose,
  dynamodbToolbox,
  onetable,
  dataMapper,
  typedorm,
  pythonS3Files,
  awsWrangler,
  queueLibraries,
  nodemailer,
  bedrockLibraries,
  appSyncClient,
  webAdapters,
  daznPowertools,
  lodash,
  ramda,
  promiseLibraries,
  asyncLibrary,
  bluebird,
  durableExecution,
  schemaLibraries,
  pydantic,
  pythonSettings,
  fastapi,
  flask,
  slackBolt,
  crhelper,
  dependencyInjector,
  pythonContainers,
  envLibraries,
  compilerHelpers,
  injectionContainers,
  awilix,
  nestjs,
];

const byName = new Map<string, readonly PackageModel[]>();

/** What a package exports under a path, where a model knows it. */
export function findModelled(
  engine: Engine,
  packageName: string,
  path: readonly string[],
  site: Site,
): Abstract | undefined {
  let models = byName.get(packageName);
  if (models === undefined) {
    models = packageModels.filter((m) => m.matches(packageName));
    byName.set(packageName, models);
  }
  for (const model of models) {
    const found = model.find(engine, packageName, path, site);
    if (found !== undefined) return found;
  }
  return undefined;
}
