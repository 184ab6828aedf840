export const handler = async (event) => {
  const answer = await fetch('https://api.example.com/hook', { method: 'POST', body: event.body });
  return { statusCode: answer.status };
};
