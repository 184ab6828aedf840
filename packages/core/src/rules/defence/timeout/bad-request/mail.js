const axios = require('axios');

const client = axios.create({ baseURL: 'https://api.example.com' });

exports.handler = async ({ body }) => (await client.post('/mail', body)).data;
