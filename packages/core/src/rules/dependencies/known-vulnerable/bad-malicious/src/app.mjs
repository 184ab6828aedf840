import 'evil';

export const handler = (event) => event.id;
