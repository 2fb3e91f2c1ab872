import type { BodyOf, CancelSignal, ParamsOf, QueryOf, RouteName } from '@weireel/contract';

/** What every call takes. */
export interface CommonCallOptions {
  /** Further headers, names in lower case. */
  headers?: Record<string, string>;
  /** Makes a repeated POST harmless. Absent: a new one where the call creates something. */
  idempotencyKey?: string;
  /** Cancels the request; the call then rejects with `TransportError`. */
  signal?: CancelSignal;
  /** Told how many bytes of the body have gone out so far (a running total), where the platform knows. */
  onSentBytes?: (sentBytes: number) => void;
}

/** What a call takes: exactly the parts that its route declares. */
export type CallOptions<N extends RouteName> = CommonCallOptions &
  ([ParamsOf<N>] extends [never] ? { params?: never } : { params: ParamsOf<N> }) &
  ([QueryOf<N>] extends [never] ? { query?: never } : { query?: QueryOf<N> }) &
  ([BodyOf<N>] extends [never] ? { body?: never } : { body: BodyOf<N> }) &
  (N extends 'putPart' | 'putCaptionFile' | 'putAvatar' | 'sendFile'
    ? { bytes: Uint8Array }
    : { bytes?: never });

/** Arguments after the name: options may be left out where nothing in them is required. */
export type CallArguments<N extends RouteName> =
  Record<never, never> extends CallOptions<N> ? [options?: CallOptions<N>] : [options: CallOptions<N>];
