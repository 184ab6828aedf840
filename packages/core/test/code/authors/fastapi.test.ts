import { expect, it } from 'vitest';
import { runPython } from '../engine/run-python.ts';

const program = (parameter: string): string => `
from typing import Annotated
import boto3
from fastapi import Depends, FastAPI
from mangum import Mangum

def get_table():
    yield boto3.resource('dynamodb').Table('notes')

class Repo:
    def __init__(self, table=Depends(get_table)):
        self.table = table
    def list(self):
        return self.table.query()['Items']

def get_repo():
    return Repo(boto3.resource('dynamodb').Table('notes'))

app = FastAPI()

@app.get('/notes')
async def notes(${parameter}):
    return repo.list()

handler = Mangum(app)
`;

it.each([
  'repo: Repo = Depends()',
  'repo: Repo = Depends(Repo)',
  'repo = Depends(get_repo)',
  'repo: Annotated[Repo, Depends(get_repo)]',
  'repo: Annotated[dict, Depends(get_repo)]',
])('FastAPI fills %s', async (parameter) => {
  const facts = await runPython({ 'app.py': program(parameter) }, { file: 'app.py', export: 'handler' });
  expect(facts.calls.map((c) => c.operation)).toEqual(['Query']);
});

it('FastAPI fills a parameter whose annotation has a name of its own', async () => {
  const code = program('repo: RepoDependency').replace(
    'app = FastAPI()',
    'RepoDependency = Annotated[Repo, Depends(get_repo)]\napp = FastAPI()',
  );
  const facts = await runPython({ 'app.py': code }, { file: 'app.py', export: 'handler' });
  expect(facts.calls.map((c) => c.operation)).toEqual(['Query']);
});
