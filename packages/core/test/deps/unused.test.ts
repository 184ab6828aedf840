import { expect, it } from 'vitest';
import { scanFiles } from '../rules/scan-files.ts';

async function findUnused(runtime: string, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: { Runtime: ${runtime}, Handler: app.handler, CodeUri: src/ }
`;
  const { findings } = await scanFiles({ 'template.yaml': template, ...files });
  return findings.flatMap(({ rule, message }) => (rule === 'DEP003' ? [message] : []));
}

const MANIFEST = '{ "name": "n", "dependencies": { "axios": "1.7.0" } }';

it.each([
  ['const { a } = require("./other"); exports.handler = a;', 1],
  ['exports.handler = (e) => import(`./handlers/${e.name}.mjs`);', 0],
  ["exports.handler = (e) => require('./handlers/' + e.name);", 0],
  ["exports.handler = (e) => require(e.name ? './a' : './b');", 0],
  ["exports.handler = () => require( './other' ).a;", 1],
])('tells packages that JavaScript does not import only where every import is known: %s', async (code, count) => {
  const found = await findUnused('nodejs22.x', {
    'src/app.js': code,
    'src/other.js': 'exports.a = () => 1;',
    'src/package.json': MANIFEST,
  });
  expect(found).toHaveLength(count);
});

it.each([
  ['import json', 1],
  ['import importlib\nyaml = importlib.import_module("yaml")', 0],
  ["yaml = __import__('yaml')", 0],
  ['import importlib\ndef load(name): return importlib.import_module("plugins." + name)', 0],
  ['import importlib\nother = importlib.import_module("other")', 1],
])('and so for Python: %s', async (code, count) => {
  const found = await findUnused('python3.13', {
    'src/app.py': `${code}\ndef handler(event, context): return 1\n`,
    'src/other.py': '',
    'src/requirements.txt': 'PyYAML==6.0.2\n',
  });
  expect(found).toHaveLength(count);
});
