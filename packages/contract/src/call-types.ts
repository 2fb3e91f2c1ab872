import type { Static, TSchema } from 'typebox';
import type { RouteName, routes } from './routes.ts';

type RouteOf<N extends RouteName> = (typeof routes)[N];

/** Path parameters of a call; `never` when it has none. */
export type ParamsOf<N extends RouteName> =
  RouteOf<N> extends { params: infer S extends TSchema } ? Static<S> : never;

/** Query of a call; `never` when it has none. */
export type QueryOf<N extends RouteName> =
  RouteOf<N> extends { query: infer S extends TSchema } ? Static<S> : never;

/** JSON body of a call; `never` when it has none. */
export type BodyOf<N extends RouteName> =
  RouteOf<N> extends { body: infer S extends TSchema } ? Static<S> : never;

/** Answer of a call; `undefined` for those that answer 204. */
export type AnswerOf<N extends RouteName> =
  RouteOf<N> extends { answer: infer S extends TSchema } ? Static<S> : undefined;
