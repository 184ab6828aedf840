import { describe, expect, it } from 'vitest';
import { printCalls, readJavaScript, readPython } from './run.ts';

const BY = ' by Lambda extension';

describe('requests to the extensions of AWS', () => {
  it('fetch with the address in parts, a port of the environment and an escaped name', () => {
    const facts = readJavaScript(`
      const port = process.env.PARAMETERS_SECRETS_EXTENSION_HTTP_PORT ?? 2773;
      const ask = async (path) => (await fetch(\`http://localhost:\${port}\${path}\`, { headers: {} })).json();
      export const handler = async () => [
        await ask('/systemsmanager/parameters/get?withDecryption=true&name=' + encodeURIComponent('/db/url')),
        await ask('/systemsmanager/parameters/get?name=%2Fa%2Fb&version=3'),
        await ask(\`/secretsmanager/get?secretId=\${process.env.SECRET}&versionStage=AWSCURRENT\`),
      ];
    `);
    expect(printCalls(facts)).toEqual([
      `secrets-manager:GetSecretValue {SecretId:$SECRET}${BY}`,
      `ssm:GetParameter {Name:"/a/b"}${BY}`,
      `ssm:GetParameter {Name:"/db/url" WithDecryption:true}${BY}`,
    ]);
  });
  it('http, axios with a base and parameters, AppConfig', () => {
    const facts = readJavaScript(`
      import http from 'node:http';
      import axios from 'axios';
      const api = axios.create({ baseURL: 'http://localhost:2773' });
      export const handler = async () => {
        http.get({ host: 'localhost', port: 2773, path: '/secretsmanager/get?secretId=one' }, (r) => r);
        http.get('http://127.0.0.1:2772/applications/shop/environments/prod/configurations/flags', (r) => r);
        await api.get('/secretsmanager/get', { params: { secretId: process.env.TWO } });
        console.log('http://localhost:2773/secretsmanager/get?secretId=logged');
        await fetch('https://example.org/secretsmanager/get?secretId=theirs');
        await fetch('http://localhost:2773/other');
      };
    `);
    expect(printCalls(facts)).toEqual([
      `appconfigdata:GetLatestConfiguration {}${BY}`,
      `appconfigdata:StartConfigurationSession {}${BY}`,
      `secrets-manager:GetSecretValue {SecretId:"one"}${BY}`,
      `secrets-manager:GetSecretValue {SecretId:$TWO}${BY}`,
    ]);
  });
  it('requests, urllib and urllib3', async () => {
    const facts = await readPython(`
import os, requests, urllib.request, urllib.parse, urllib3
http = urllib3.PoolManager()
PORT = '2773'
def handler(event, context):
    requests.get(f"http://localhost:{PORT}/secretsmanager/get?secretId={os.environ['SECRET']}", headers={})
    requests.get('http://localhost:2773/systemsmanager/parameters/get', params={'name': '/p', 'withDecryption': 'true'})
    req = urllib.request.Request('http://localhost:2773/systemsmanager/parameters/get?name=' + urllib.parse.quote_plus('/a/b'))
    urllib.request.urlopen(req)
    http.request('GET', 'http://localhost:2773/secretsmanager/get?secretId=' + event['id'])
    requests.get('http://localhost:2773/secretsmanager/get?' + event['query'])
`);
    expect(printCalls(facts)).toEqual([
      `secrets-manager:GetSecretValue {SecretId:$SECRET}${BY}`,
      `secrets-manager:GetSecretValue {SecretId:?}${BY}`,
      `secrets-manager:GetSecretValue {SecretId:event.id}${BY}`,
      `ssm:GetParameter {Name:"/a/b"}${BY}`,
      `ssm:GetParameter {Name:"/p" WithDecryption:true}${BY}`,
    ]);
  });
});
