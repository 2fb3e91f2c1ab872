import type { TSchema } from 'typebox';
import type { Call } from './call.ts';

/** One call of the API with everything that the server and its documentation need. */
export interface Route extends Call {
  /** One sentence for the API's documentation. */
  summary: string;
  /** Schema of the path's parameters. Absent: none. */
  params?: TSchema;
  /** Schema of the query. Absent: none. */
  query?: TSchema;
  /** Schema of the JSON body; absent: none. */
  body?: TSchema;
  /** Most bytes of the JSON body. Absent: as the server sets it for all. */
  mostBodyBytes?: number;
  /** Schema of the answer; absent with 204. */
  answer?: TSchema;
}
