export const handler = async () => 'placed';
