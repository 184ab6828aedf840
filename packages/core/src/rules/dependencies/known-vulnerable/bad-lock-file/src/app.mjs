import 'axios';

export const handler = (event) => event.id;
