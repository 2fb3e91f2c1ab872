import { api } from '../api/api.ts';
import { words } from '../language/language.ts';

/** Somebody as whom one publishes. */
export interface Author {
  /** The channel's id; empty: oneself. */
  id: string;
  /** What it is called. */
  name: string;
}

/** So many are offered where one chooses. */
const mostOffered = 100;

/**
 * As whom one may publish: oneself, and the channels that one belongs to. None where there is no choice, or it does not
 * come: without it everything is done as oneself.
 */
export async function readAuthors(): Promise<Author[]> {
  const query = { limit: mostOffered };
  const { items } = await api.call('myChannels', { query }).catch(() => ({ items: [] }));
  if (items.length === 0) return [];
  const channels = items.map(({ id, nickname: name }) => ({ id, name }));
  return [{ id: '', name: words().details.myself }, ...channels];
}
