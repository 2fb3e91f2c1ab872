import pg from 'pg';
import { BoundedClient, endClient } from '../engine/bounded-client.ts';
import { boundedConfig } from '../engine/patience.ts';
import { applicationRole } from './reach.ts';

/**
 * Makes the application's role and gives it a database with everything in it, as far as it does not have that. In the
 * data folders of earlier versions the superuser was the application, and owns all that they made.
 *
 * `REASSIGN OWNED` would do it in one statement, but not from the role that owns PostgreSQL's own objects as well.
 *
 * @param url the database, as the superuser
 */
export async function handToApplication(url: string): Promise<void> {
  const client = new BoundedClient(boundedConfig(url, 'upkeep'));
  // A connection that breaks fails the next call as well.
  client.on('error', () => {});
  await client.connect();
  try {
    // All or nothing, so that nobody meets a database that is theirs in part.
    await client.query('begin');
    const { rows: roles } = await client.query('select from pg_roles where rolname = $1', [applicationRole]);
    await client.query(`${roles.length === 0 ? 'create' : 'alter'} role ${role} ${abilities}`);
    const { rows } = await client.query<{ object: string }>(objectsOfSuperuser);
    for (const { object } of rows) await client.query(`alter ${object} owner to ${role}`);
    await client.query('commit');
  } finally {
    await endClient(client);
  }
}

const role = pg.escapeIdentifier(applicationRole);

/** What it cannot do is said as well, because somebody may have changed it. */
const abilities = 'login nosuperuser nocreatedb nocreaterole noreplication nobypassrls';

/**
 * Objects of a database that belong to the superuser, as `ALTER` names them. What belongs to another object, such as
 * an index or the sequence of a column, follows that; what belongs to PostgreSQL or an extension stays.
 */
const objectsOfSuperuser = `
  with superuser as (select oid from pg_roles where rolname = current_user),
  schemas as (
    select oid, nspowner from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
  ),
  objects (class, oid, owner) as (
    select 'pg_database'::regclass, oid, datdba from pg_database where datname = current_database()
    union all select 'pg_namespace'::regclass, oid, nspowner from schemas
    union all select 'pg_class'::regclass, oid, relowner from pg_class
      where relnamespace in (select oid from schemas) and (relkind in ('r', 'p', 'v', 'm', 'f')
        or relkind = 'S' and not exists (
          select from pg_depend
          where classid = 'pg_class'::regclass and objid = pg_class.oid and deptype in ('a', 'i')
        ))
    union all select 'pg_proc'::regclass, oid, proowner from pg_proc
      where pronamespace in (select oid from schemas)
    union all select 'pg_type'::regclass, oid, typowner from pg_type
      where typnamespace in (select oid from schemas) and (typtype in ('d', 'e', 'r')
        or typtype = 'c' and exists (select from pg_class where oid = typrelid and relkind = 'c'))
  )
  select found.type || ' ' || found.identity as object
  from objects, pg_identify_object(class, oid, 0) as found
  where owner = (select oid from superuser) and not exists (
    select from pg_depend where classid = class and objid = objects.oid and deptype = 'e'
  )
  order by class, objects.oid`;
