/** NOTIFY channel of progress that moved. Progress is not an event: nothing is lost when it is missed. */
export const progressChannel = 'weireel_progress';

/** What a notification of progress carries. */
export interface ProgressNotice {
  /** The asset whose progress moved. */
  assetId: string;
  /** Whose asset it is. */
  ownerId: string;
}

/** What a notification says; null when another version sent it. */
export function readProgressNotice(payload: string): ProgressNotice | null {
  try {
    const notice: unknown = JSON.parse(payload);
    if (typeof notice !== 'object' || notice === null) return null;
    const { assetId, ownerId } = notice as Partial<Record<string, unknown>>; // an object, of whatever members
    return typeof assetId === 'string' && typeof ownerId === 'string' ? { assetId, ownerId } : null;
  } catch {
    // Not JSON: a worker of an earlier version, which is replaced in a moment.
    return null;
  }
}
