/** Who does something that jobs and events come of, and with which means. */
export interface Actor {
  /** Makes ids of jobs. */
  newId: () => string;
  /** Request that asked for it. Absent: none, as from the command line or the worker. */
  requestId?: string;
  /** Who does it. Absent: nobody in particular, or it is not noted. */
  byId?: string;
}

/** The request of an actor as events note it. */
export function requestOf({ requestId }: Actor): { requestId?: string } {
  return requestId === undefined ? {} : { requestId };
}

/** The request of an actor, and who they are where that is not whose thing it is, as events note it. */
export function doneBy(actor: Actor, ownerId: string): { requestId?: string; payload?: { byId: string } } {
  const { byId } = actor;
  return { ...requestOf(actor), ...(byId !== undefined && byId !== ownerId && { payload: { byId } }) };
}
