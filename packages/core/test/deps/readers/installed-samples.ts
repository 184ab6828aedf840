import type { Sample } from './sample.ts';

const nodeModule: Sample = {
  reader: 'node-module',
  file: 'node_modules/@scope/old-ms/package.json',
  text: `{
  "name": "@scope/ms",
  "version": "2.0.0",
  "scripts": { "postinstall": "node build.js" }
}
`,
  packages: [{ name: '@scope/ms', version: '2.0.0', line: 3, alias: '@scope/old-ms' }],
  clearFrom: '{',
};

const distInfo: Sample = {
  reader: 'dist-info',
  file: 'Requests-2.31.0.dist-info/METADATA',
  text: `Metadata-Version: 2.1
Name: Requests
Version: 2.31.0
Summary: Python HTTP for Humans.

Name: not this one
`,
  packages: [{ name: 'requests', version: '2.31.0', line: 2 }],
  clearFrom: 'M',
};

export const installedSamples: readonly Sample[] = [nodeModule, distInfo];
