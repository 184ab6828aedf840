exports.handler = async (event) => {
  const results = await Promise.allSettled(event.Records.map((record) => JSON.parse(record.body)));
  const failed = event.Records.filter((_, i) => results[i].status === 'rejected');
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};
