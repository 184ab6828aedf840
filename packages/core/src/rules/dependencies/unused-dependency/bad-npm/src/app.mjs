import dayjs from 'dayjs';

export const handler = async () => dayjs().toISOString();
