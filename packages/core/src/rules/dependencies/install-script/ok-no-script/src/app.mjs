import 'plain';

export const handler = (event) => event.id;
