/** Who does something that jobs and events come of, and with which means. */
export interface Actor {
  /** Makes ids of jobs. */
  newId: () => string;
  /** Request that asked for it. Absent: none, as from the command line or the worker. */
  requestId?: string;
}

/** The request of an actor as events note it. */
export function requestOf({ requestId }: Actor): { requestId?: string } {
  return requestId === undefined ? {} : { requestId };
}
