import { Type, type Static } from 'typebox';
import { Id, Timestamp, nullable } from '../scalars.ts';
import { VideoState } from './shapes.ts';

/** A source and everything made from it. */
export const Asset = Type.Object({
  id: Id,
  kind: Type.Union([Type.Literal('video'), Type.Literal('audio'), Type.Literal('image')]),
  origin: Type.Union([Type.Literal('upload'), Type.Literal('render'), Type.Literal('recording')]),
  fileName: Type.String(),
  sizeBytes: Type.Integer(),
  state: VideoState,
  durationMs: nullable(Type.Integer()),
  widthPx: nullable(Type.Integer()),
  heightPx: nullable(Type.Integer()),
  createdAt: Timestamp,
});

/** A source and everything made from it. */
export type Asset = Static<typeof Asset>;
