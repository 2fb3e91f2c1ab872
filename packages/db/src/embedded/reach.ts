import pg from 'pg';
import { BoundedClient, endClient } from '../engine/bounded-client.ts';
import { isTimeout } from '../engine/database-away.ts';
import { boundedConfig, type Patience } from '../engine/patience.ts';
import { superuserRole } from './cluster.ts';

/**
 * Role of the application on an embedded server: an ordinary one. Whoever gets it to send a query of theirs reaches its
 * rows, but no file, program or password of the machine.
 */
export const applicationRole = 'weireel_app';

/** Where the application finds a database of an embedded server, as `pg` and `connect` understand it. */
export function applicationUrl(socketFolder: string, databaseName: string): string {
  return urlOf(applicationRole, socketFolder, databaseName);
}

/** Where the superuser finds it. Default: the database that every server has. */
export function superuserUrl(socketFolder: string, databaseName = 'postgres'): string {
  return urlOf(superuserRole, socketFolder, databaseName);
}

function urlOf(role: string, socketFolder: string, databaseName: string): string {
  return `postgres://${role}@localhost/${encodeURIComponent(databaseName)}?host=${encodeURIComponent(socketFolder)}`;
}

/** The same server, another database. */
export function atDatabase(serverUrl: string, name: string): string {
  return serverUrl.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${name}`);
}

/** The same place on an embedded server, for its superuser. */
export function asSuperuser(url: string): string {
  return url.replace(`//${applicationRole}@`, `//${superuserRole}@`);
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
    await query(superuserUrl(socketFolder), 'select 1', [], 'request');
    return false;
  } catch (error) {
    return isTimeout(error);
  }
}

/** Creates the database unless it is there. */
export async function ensureDatabase(socketFolder: string, databaseName: string): Promise<void> {
  const url = superuserUrl(socketFolder);
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
