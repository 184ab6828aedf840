import 'loadash';

export const handler = async () => 1;
