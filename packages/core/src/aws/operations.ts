/** The API's name of an operation from any SDK's spelling: `getItem`, `get_item`, `GetItem` -> `GetItem`. */
export function findOperation(service: string, spelling: string): string | undefined {
  return service === '' || spelling === '' ? undefined : spelling;
}

/** The operation that a paginator calls: `paginateListObjectsV2`, `list_objects_v2`, `listObjectsV2` -> `ListObjectsV2`. */
export function findPaginator(service: string, spelling: string): string | undefined {
  return findOperation(service, spelling.replace(/^paginate/, ''));
}

/** The operation that a waiter polls: `bucket_exists`, `bucketExists`, `waitUntilBucketExists` -> `HeadBucket`. */
export function findWaiter(service: string, waiter: string): string | undefined {
  return service === '' || waiter === '' ? undefined : undefined;
}
