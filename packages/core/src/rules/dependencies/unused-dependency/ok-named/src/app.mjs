import express from 'express';

const app = express();
app.set('view engine', 'ejs');
export const handler = async () => app;
