import { expect, it } from 'vitest';
import { printCalls, readPython } from './run.ts';

it('queries an index of PynamoDB on the table of the model that holds it', async () => {
  const facts = await readPython({
    'models.py': `
import os
from pynamodb.attributes import UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model
class AuthorIndex(GlobalSecondaryIndex):
    class Meta:
        index_name = 'author-index'
        projection = AllProjection()
    author = UnicodeAttribute(hash_key=True)
class Book(Model):
    class Meta:
        table_name = os.environ['BOOKS']
    isbn = UnicodeAttribute(hash_key=True)
    by_author = AuthorIndex()
`,
    'app.py': `
from models import Book
def handler(event, context):
    return [b.isbn for b in Book.by_author.query(event['author'])]
`,
  });
  expect(printCalls(facts)).toEqual(['dynamodb:Query {TableName:$BOOKS IndexName:"author-index"} by pynamodb']);
  expect(facts.unresolved.filter((u) => u.what === 'call of `pynamodb`')).toEqual([]);
});
