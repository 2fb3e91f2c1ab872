/**
 * Test support: opens the data folder given as argument with the ownership given behind it, prints what it got as one
 * line of JSON, and keeps it open until its input ends.
 */
import { text } from 'node:stream/consumers';
import { openEmbedded, type Ownership } from '../embedded/open-embedded.ts';

const [, , dataFolder = '', ownership] = process.argv;
const database = await openEmbedded({
  dataFolder,
  // as: tests hand on one of the three
  ownership: ownership as Ownership,
  log: (message) => process.stderr.write(`${message}\n`),
});
process.stdout.write(`${JSON.stringify({ url: database.url, ownsServer: database.ownsServer })}\n`);
await text(process.stdin);
await database.stop();
