import { STATUS_CODES } from 'node:http';

const rates = await (await fetch('https://api.example.com/rates')).json();

export const handler = async ({ status, code }) => ({ text: STATUS_CODES[status], rate: rates[code] });
