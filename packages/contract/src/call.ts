import type { Permission } from './people/permissions.ts';

/** One call of the API as its clients need it: no schema, no sentence, so that nothing heavy travels to a phone. */
export interface Call {
  /** HTTP method; PATCH does not exist here because the mini program cannot send it. */
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path below `/api/v1` with `{name}` for parameters. */
  path: string;
  /** Who may call it: anyone; the signed-in, about their own things; whose roles have the permission. */
  access: 'public' | 'user' | Permission;
  /** Status of success. */
  status: 200 | 201 | 204;
}
