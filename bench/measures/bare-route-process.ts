// Answers every request with the bytes of a file: what Fastify alone costs. Prints its address.
import { readFile } from 'node:fs/promises';
import fastify from 'fastify';

const [file = ''] = process.argv.slice(2);
const body = await readFile(file);
const app = fastify();
app.get('*', (_request, reply) => reply.type('application/json; charset=utf-8').send(body));
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`);
