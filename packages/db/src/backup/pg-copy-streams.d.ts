/** The part of `pg-copy-streams` that we use; the package brings no types. */
declare module 'pg-copy-streams' {
  import type { Readable, Writable } from 'node:stream';
  import type { Submittable } from 'pg';

  /** Rows of `COPY … TO STDOUT`. */
  export interface CopyToStream extends Readable, Submittable {
    /** Rows seen; right when the stream has ended. */
    rowCount: number;
  }

  /** Rows for `COPY … FROM STDIN`. */
  export interface CopyFromStream extends Writable, Submittable {
    /** Rows taken; right when the stream has finished. */
    rowCount: number;
  }

  export function to(text: string): CopyToStream;
  export function from(text: string): CopyFromStream;
}
