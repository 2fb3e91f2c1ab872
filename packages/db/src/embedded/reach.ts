import pg from 'pg';
import { BoundedClient, endClient } from '../engine/bounded-client.ts';
import { isTimeout } from '../engine/database-away.ts';
import { boundedConfig, type Patience } from '../engine/patience.ts';
import { embeddedRole } from './cluster.ts';

/** Where a database of an embedded server is, as `pg` and `connect` understand it. */
export function databaseUrl(socketFolder: string, databaseName: string): string {
  return `postgres://${embeddedRole}@localhost/${encodeURIComponent(databaseName)}?host=${encodeURIComponent(socketFolder)}`;
}

/** The same server, another database. */
export function atDatabase(serverUrl: string, name: string): string {
  return serverUrl.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${name}`);
}

/** Whether a database answers a query now, within some seconds. */
export async function answers(url: string): Promise<boolean> {
  try {
    await query(url, 'select 1', [], 'request');
    return true;
  } catch {
    // Any failure means «not now»; the caller watches the process and the time.
    return false;
  }
}

/** Whether the server behind the socket says nothing for some seconds. A refusal is a sign of life. */
export async function isSilent(socketFolder: string): Promise<boolean> {
  try {
    await query(databaseUrl(socketFolder, 'postgres'), 'select 1', [], 'request');
    return false;
  } catch (error) {
    return isTimeout(error);
  }
}

/** Creates the database unless it is there. */
export async function ensureDatabase(socketFolder: string, databaseName: string): Promise<void> {
  const url = databaseUrl(socketFolder, 'postgres');
  const found = await query(url, 'select 1 from pg_database where datname = $1', [databaseName]);
  if (found.length > 0) return;
  await query(url, `create database ${pg.escapeIdentifier(databaseName)}`);
}

/** Runs one statement on a connection of its own. */
export async function query(
  url: string,
  statement: string,
  values: unknown[] = [],
  patience: Patience = 'upkeep',
): Promise<unknown[]> {
  const client = new BoundedClient(boundedConfig(url, patience));
  // A connection that breaks between two calls also fails the call, which is where it is handled.
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(statement, values)).rows;
  } finally {
    await endClient(client);
  }
}
