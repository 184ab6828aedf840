export const handler = (event) => event.id;
