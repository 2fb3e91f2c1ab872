/**
 * Test support: opens the data folder given as argument, prints what it got as one line of JSON, and keeps it
 * open until its input ends.
 */
import { text } from 'node:stream/consumers';
import { openEmbedded } from '../embedded/open-embedded.ts';

const database = await openEmbedded({ dataFolder: process.argv[2] ?? '', log: () => {} });
process.stdout.write(`${JSON.stringify({ url: database.url, ownsServer: database.ownsServer })}\n`);
await text(process.stdin);
await database.stop();
