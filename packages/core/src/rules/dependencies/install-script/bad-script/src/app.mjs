import 'native';

export const handler = (event) => event.id;
