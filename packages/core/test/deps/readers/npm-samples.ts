import type { Sample } from './sample.ts';

const HASH = 'sha512-Z7tMw1ytTXt5jqMcOP+OQteU1VuNK9Y02uuJtKQ1Sv69jXQKKg5cibLwGJow8yzZP+eAc18EmLGPal0bp36rvQ==';

const packageJson = `{
  "name": "orders",
  "workspaces": ["packages/*"],
  "dependencies": { "axios": "^1.6.2", "old-ms": "npm:ms@2.0.0", "core": "workspace:*" },
  "devDependencies": { "vitest": "1.0.0" },
  "optionalDependencies": { "fsevents": "^2.3.3" }
}
`;

const manifest: Sample = {
  reader: 'package-json',
  file: 'package.json',
  text: `{
  "name": "orders",
  "dependencies": {
    "axios": "^1.6.2",
    "lodash": "4.17.21",
    "old-ms": "npm:ms@2.0.0",
    "core": "workspace:*",
    "fork": "github:owner/fork#main"
  },
  "devDependencies": { "vitest": "latest" },
  "optionalDependencies": { "fsevents": "*" },
  "peerDependencies": { "react": ">=18" }
}
`,
  packages: [
    { name: 'axios', version: null, line: 4, is: ['direct'] },
    { name: 'lodash', version: '4.17.21', line: 5, is: ['direct'] },
    { name: 'ms', version: '2.0.0', line: 6, is: ['direct'], alias: 'old-ms' },
    { name: 'core', version: null, line: 7, is: ['direct'], source: 'workspace' },
    { name: 'fork', version: null, line: 8, is: ['direct'], source: 'git' },
    { name: 'vitest', version: null, line: 10, is: ['direct', 'dev'] },
    { name: 'fsevents', version: null, line: 11, is: ['direct', 'optional'] },
    { name: 'react', version: null, line: 12, is: ['direct', 'peer'] },
  ],
  hostileNames: '{"dependencies":{"__proto__":"^1.0.0","constructor":"1.0.0"}}',
  clearFrom: '{',
};

const flatLock = `{
  "name": "orders",
  "lockfileVersion": 3,
  "requires": true,
  "packages": {
    "": {
      "workspaces": ["packages/*"],
      "dependencies": { "axios": "^1.6.2", "old-ms": "npm:ms@2.0.0" },
      "devDependencies": { "vitest": "1.0.0" },
      "optionalDependencies": { "fsevents": "^2.3.3" }
    },
    "node_modules/axios": {
      "version": "1.6.2",
      "integrity": "${HASH}",
      "dependencies": { "follow-redirects": "^1.15.0" }
    },
    "node_modules/core": { "resolved": "packages/core", "link": true },
    "node_modules/follow-redirects": { "version": "1.15.4", "integrity": "${HASH}" },
    "node_modules/fork": { "version": "1.0.0", "resolved": "git+ssh://git@github.com/o/fork.git#0a2d2506c1fe299691fc5db53a2097db3bd615bc" },
    "node_modules/fsevents": { "version": "2.3.3", "integrity": "${HASH}", "optional": true },
    "node_modules/old-ms": { "name": "ms", "version": "2.0.0", "integrity": "${HASH}" },
    "node_modules/react": { "version": "18.2.0", "integrity": "${HASH}", "peer": true },
    "node_modules/vitest": { "version": "1.0.0", "integrity": "${HASH}", "dev": true },
    "packages/core": { "version": "1.0.0", "dependencies": { "fork": "github:o/fork" } }
  }
}
`;

const flatPackages: Sample['packages'] = [
  { name: 'axios', version: '1.6.2', line: 12, is: ['direct'] },
  { name: 'follow-redirects', version: '1.15.4', line: 18 },
  { name: 'fork', version: '1.0.0', line: 19, is: ['direct'], source: 'git' },
  { name: 'fsevents', version: '2.3.3', line: 20, is: ['direct', 'optional'] },
  { name: 'ms', version: '2.0.0', line: 21, is: ['direct'], alias: 'old-ms' },
  { name: 'react', version: '18.2.0', line: 22, is: ['peer'] },
  { name: 'vitest', version: '1.0.0', line: 23, is: ['direct', 'dev'] },
  { name: 'core', version: '1.0.0', line: 24, source: 'workspace' },
];

const flat = {
  text: flatLock,
  packages: flatPackages,
  hostileNames:
    '{"lockfileVersion":3,"packages":{"node_modules/__proto__":{"version":"1.0.0"},"node_modules/constructor":{"version":"1.0.0"}}}',
  wrongVersion: flatLock.replace('"lockfileVersion": 3', '"lockfileVersion": 9'),
  clearFrom: '{',
};

const nested: Sample = {
  reader: 'package-lock',
  file: 'package-lock.json',
  text: `{
  "lockfileVersion": 1,
  "requires": true,
  "dependencies": {
    "axios": {
      "version": "1.6.2",
      "integrity": "${HASH}",
      "requires": { "ms": "^2.1.0" },
      "dependencies": {
        "ms": { "version": "2.1.3", "integrity": "${HASH}" }
      }
    },
    "fork": { "version": "git+https://github.com/o/fork.git#0a2d2506c1fe299691fc5db53a2097db3bd615bc" },
    "local": { "version": "file:../local" },
    "old-ms": { "version": "npm:ms@2.0.0", "integrity": "${HASH}" },
    "vitest": { "version": "1.0.0", "integrity": "${HASH}", "dev": true, "optional": true }
  }
}
`,
  packages: [
    { name: 'axios', version: '1.6.2', line: 5, is: ['direct'] },
    { name: 'ms', version: '2.1.3', line: 10 },
    { name: 'fork', version: null, line: 13, is: ['direct'], source: 'git' },
    { name: 'local', version: null, line: 14, is: ['direct'], source: 'file' },
    { name: 'ms', version: '2.0.0', line: 15, is: ['direct'], alias: 'old-ms' },
    { name: 'vitest', version: '1.0.0', line: 16, is: ['direct', 'dev', 'optional'] },
  ],
  hostileNames:
    '{"lockfileVersion":1,"dependencies":{"__proto__":{"version":"1.0.0"},"constructor":{"version":"1.0.0"}}}',
  wrongVersion: '{"lockfileVersion":"1","dependencies":{}}',
  clearFrom: '{',
};

const classic: Sample = {
  reader: 'yarn',
  file: 'yarn.lock',
  text: `# yarn lockfile v1


axios@^1.6.2:
  version "1.6.2"
  resolved "https://registry.yarnpkg.com/axios/-/axios-1.6.2.tgz#de67d42c755b571d3e698df1b6504cde9b0ee9f2"
  integrity ${HASH}
  dependencies:
    ms "^2.1.0"

"fork@github:o/fork":
  version "1.0.0"
  resolved "https://codeload.github.com/o/fork/tar.gz/0a2d2506c1fe299691fc5db53a2097db3bd615bc"

fsevents@^2.3.3:
  version "2.3.3"
  resolved "https://registry.yarnpkg.com/fsevents/-/fsevents-2.3.3.tgz#cac6407785d03675a2a5e1a5305c697b347d90d6"

ms@^2.1.0:
  version "2.1.3"
  resolved "https://registry.yarnpkg.com/ms/-/ms-2.1.3.tgz#574c8138ce1d2b5861f0b44579dbadd60c6615b2"

"old-ms@npm:ms@2.0.0":
  version "2.0.0"
  resolved "https://registry.yarnpkg.com/ms/-/ms-2.0.0.tgz#5608aeadfc00be6c2901df5f9861788de0d597c8"

vitest@1.0.0:
  version "1.0.0"
  resolved "https://registry.yarnpkg.com/vitest/-/vitest-1.0.0.tgz#5608aeadfc00be6c2901df5f9861788de0d597c8"
`,
  beside: { 'package.json': packageJson, 'packages/core/package.json': '{"dependencies":{"fork":"github:o/fork"}}' },
  packages: [
    { name: 'axios', version: '1.6.2', line: 4, is: ['direct'] },
    { name: 'fork', version: '1.0.0', line: 11, is: ['direct'], source: 'git' },
    { name: 'fsevents', version: '2.3.3', line: 15, is: ['direct', 'optional'] },
    { name: 'ms', version: '2.1.3', line: 19 },
    { name: 'ms', version: '2.0.0', line: 23, is: ['direct'], alias: 'old-ms' },
    { name: 'vitest', version: '1.0.0', line: 27, is: ['direct', 'dev'] },
  ],
  hostileNames: '__proto__@^1.0.0:\n  version "1.0.0"\n\nconstructor@1:\n  version "1.0.0"\n',
};

const berry: Sample = {
  reader: 'yarn',
  file: 'yarn.lock',
  text: `__metadata:
  version: 8
  cacheKey: 10c0

"axios@npm:^1.6.2":
  version: 1.6.2
  resolution: "axios@npm:1.6.2"
  dependencies:
    ms: "npm:^2.1.0"
  checksum: 10c0/a91daeddd54746338478eef88af3439a7edf30f8e23196e2d6ed182da9add559
  languageName: node
  linkType: hard

"core@workspace:*, core@workspace:packages/core":
  version: 0.0.0-use.local
  resolution: "core@workspace:packages/core"
  dependencies:
    fork: "github:o/fork"
  languageName: unknown
  linkType: soft

"fork@github:o/fork":
  version: 1.0.0
  resolution: "fork@https://github.com/o/fork.git#commit=0a2d2506c1fe299691fc5db53a2097db3bd615bc"
  languageName: node
  linkType: hard

"ms@npm:^2.1.0":
  version: 2.1.3
  resolution: "ms@npm:2.1.3"
  checksum: 10c0/a91daeddd54746338478eef88af3439a7edf30f8e23196e2d6ed182da9add559
  languageName: node
  linkType: hard

"old-ms@npm:ms@2.0.0":
  version: 2.0.0
  resolution: "ms@npm:2.0.0"
  checksum: 10c0/a91daeddd54746338478eef88af3439a7edf30f8e23196e2d6ed182da9add559
  languageName: node
  linkType: hard

"orders@workspace:.":
  version: 0.0.0-use.local
  resolution: "orders@workspace:."
  dependencies:
    axios: "npm:^1.6.2"
    core: "workspace:*"
    old-ms: "npm:ms@2.0.0"
    vitest: "npm:1.0.0"
  languageName: unknown
  linkType: soft

"vitest@npm:1.0.0":
  version: 1.0.0
  resolution: "vitest@npm:1.0.0"
  checksum: 10c0/a91daeddd54746338478eef88af3439a7edf30f8e23196e2d6ed182da9add559
  languageName: node
  linkType: hard
`,
  beside: { 'package.json': packageJson, 'packages/core/package.json': '{"dependencies":{"fork":"github:o/fork"}}' },
  packages: [
    { name: 'axios', version: '1.6.2', line: 5, is: ['direct'] },
    { name: 'core', version: '0.0.0-use.local', line: 14, is: ['direct'], source: 'workspace' },
    { name: 'fork', version: '1.0.0', line: 22, is: ['direct'], source: 'git' },
    { name: 'ms', version: '2.1.3', line: 28 },
    { name: 'ms', version: '2.0.0', line: 35, is: ['direct'], alias: 'old-ms' },
    { name: 'vitest', version: '1.0.0', line: 53, is: ['direct', 'dev'] },
  ],
  hostileNames:
    '__metadata:\n  version: 8\n\n"__proto__@npm:1":\n  version: 1.0.0\n  resolution: "__proto__@npm:1.0.0"\n\n"constructor@npm:1":\n  version: 1.0.0\n  resolution: "constructor@npm:1.0.0"\n',
  wrongVersion: '__metadata:\n  version: many\n',
};

const pnpm9: Sample = {
  reader: 'pnpm-lock',
  file: 'pnpm-lock.yaml',
  text: `lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      axios:
        specifier: ^1.6.2
        version: 1.6.2(debug@4.3.4)
      old-ms:
        specifier: npm:ms@2.0.0
        version: ms@2.0.0
    optionalDependencies:
      fsevents:
        specifier: ^2.3.3
        version: 2.3.3
    devDependencies:
      vitest:
        specifier: 1.0.0
        version: 1.0.0

  packages/core:
    dependencies:
      fork:
        specifier: github:o/fork
        version: https://codeload.github.com/o/fork/tar.gz/0a2d2506c1fe299691fc5db53a2097db3bd615bc

packages:

  axios@1.6.2:
    resolution: {integrity: ${HASH}}
    peerDependencies:
      debug: '*'

  debug@4.3.4:
    resolution: {integrity: ${HASH}}

  fork@https://codeload.github.com/o/fork/tar.gz/0a2d2506c1fe299691fc5db53a2097db3bd615bc:
    resolution: {tarball: https://codeload.github.com/o/fork/tar.gz/0a2d2506c1fe299691fc5db53a2097db3bd615bc}
    version: 1.0.0

  fsevents@2.3.3:
    resolution: {integrity: ${HASH}}
    os: [darwin]

  ms@2.0.0:
    resolution: {integrity: ${HASH}}
    deprecated: |-
      no: longer
      'kept@1.0.0':

  vitest@1.0.0:
    resolution: {integrity: ${HASH}}

snapshots:

  axios@1.6.2(debug@4.3.4):
    dependencies:
      debug: 4.3.4

  debug@4.3.4: {}

  fork@https://codeload.github.com/o/fork/tar.gz/0a2d2506c1fe299691fc5db53a2097db3bd615bc: {}

  fsevents@2.3.3:
    optional: true

  ms@2.0.0: {}

  vitest@1.0.0: {}
`,
  packages: [
    { name: 'axios', version: '1.6.2', line: 30, is: ['direct'] },
    { name: 'debug', version: '4.3.4', line: 35 },
    { name: 'fork', version: '1.0.0', line: 38, is: ['direct'], source: 'git' },
    { name: 'fsevents', version: '2.3.3', line: 42, is: ['direct', 'optional'] },
    { name: 'ms', version: '2.0.0', line: 46, is: ['direct'], alias: 'old-ms' },
    { name: 'vitest', version: '1.0.0', line: 52, is: ['direct', 'dev'] },
  ],
  hostileNames:
    "lockfileVersion: '9.0'\n\npackages:\n\n  __proto__@1.0.0:\n    dev: false\n\n  constructor@1.0.0:\n    dev: false\n",
  wrongVersion: "lockfileVersion: '12.0'\n\npackages:\n\n  ms@1.0.0:\n    dev: false\n",
  clearFrom: 'version: 1.6.2',
};

const pnpm6: Sample = {
  reader: 'pnpm-lock',
  file: 'pnpm-lock.yaml',
  text: `lockfileVersion: '6.0'

dependencies:
  axios:
    specifier: ^1.6.2
    version: 1.6.2(debug@4.3.4)

devDependencies:
  vitest:
    specifier: 1.0.0
    version: 1.0.0

packages:

  /axios@1.6.2(debug@4.3.4):
    resolution: {integrity: ${HASH}}
    dependencies:
      debug: 4.3.4
    dev: false

  /debug@4.3.4:
    resolution: {integrity: ${HASH}}
    requiresBuild: true
    dev: false

  /vitest@1.0.0:
    resolution: {integrity: ${HASH}}
    dev: true

  file:local:
    resolution: {directory: local, type: directory}
    name: local
    version: 1.0.0
    dev: false
`,
  packages: [
    { name: 'axios', version: '1.6.2', line: 15, is: ['direct'] },
    { name: 'debug', version: '4.3.4', line: 21 },
    { name: 'vitest', version: '1.0.0', line: 26, is: ['direct', 'dev'] },
    { name: 'local', version: '1.0.0', line: 30, source: 'file' },
  ],
  hostileNames:
    "lockfileVersion: '6.0'\n\npackages:\n\n  /__proto__@1.0.0:\n    dev: false\n\n  /constructor@1.0.0:\n    dev: false\n",
  wrongVersion: "lockfileVersion: '7.0'\n",
};

const bun: Sample = {
  reader: 'bun-lock',
  file: 'bun.lock',
  text: `{
  "lockfileVersion": 1,
  "workspaces": {
    "": {
      "name": "orders",
      "dependencies": { "axios": "^1.6.2", "old-ms": "npm:ms@2.0.0", },
      "devDependencies": { "vitest": "1.0.0", },
      "optionalDependencies": { "fsevents": "^2.3.3", },
    },
    "packages/core": {
      "name": "core",
      "dependencies": { "fork": "github:o/fork", },
    },
  },
  "packages": {
    "axios": ["axios@1.6.2", "", { "dependencies": { "ms": "^2.1.0" } }, "${HASH}"],

    "core": ["core@workspace:packages/core"],

    "fork": ["fork@github:o/fork#0a2d250", {}, "o-fork-0a2d250"],

    "fsevents": ["fsevents@2.3.3", "", { "os": "darwin" }, "${HASH}"],

    "old-ms": ["ms@2.0.0", "", {}, "${HASH}"],

    "vitest": ["vitest@1.0.0", "", {}, "${HASH}"],

    "axios/ms": ["ms@2.1.3", "", {}, "${HASH}"],
  }
}
`,
  packages: [
    { name: 'axios', version: '1.6.2', line: 16, is: ['direct'] },
    { name: 'core', version: null, line: 18, source: 'workspace' },
    { name: 'fork', version: null, line: 20, is: ['direct'], source: 'git' },
    { name: 'fsevents', version: '2.3.3', line: 22, is: ['direct', 'optional'] },
    { name: 'ms', version: '2.0.0', line: 24, is: ['direct'], alias: 'old-ms' },
    { name: 'vitest', version: '1.0.0', line: 26, is: ['direct', 'dev'] },
    { name: 'ms', version: '2.1.3', line: 28 },
  ],
  hostileNames:
    '{"lockfileVersion":1,"packages":{"__proto__":["__proto__@1.0.0","",{},""],"constructor":["constructor@1.0.0","",{},""]}}',
  wrongVersion: '{"lockfileVersion":7,"packages":{}}',
  clearFrom: '{',
};

export const npmSamples: readonly Sample[] = [
  manifest,
  { reader: 'package-lock', file: 'package-lock.json', ...flat },
  { reader: 'npm-shrinkwrap', file: 'npm-shrinkwrap.json', ...flat },
  nested,
  classic,
  berry,
  pnpm9,
  pnpm6,
  bun,
];
