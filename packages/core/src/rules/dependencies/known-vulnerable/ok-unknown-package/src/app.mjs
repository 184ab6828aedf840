import 'good';

export const handler = (event) => event.id;
