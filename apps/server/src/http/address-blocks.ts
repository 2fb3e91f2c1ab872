import { isIPv4, isIPv6 } from 'node:net';

/** What one caller's address counts as where callers are limited. */
export interface AddressBlocks {
  /** What one household or machine has to itself: an IPv4 address, or the /64 of an IPv6 one. */
  own: string;
  /** The /48 that one customer of a provider may have, with its 65,536 /64s; null for IPv4. */
  site: string | null;
}

/**
 * The blocks of an address. IPv4 written as IPv6 (`::ffff:192.0.2.1`, RFC 4291 section 2.5.5.2) is IPv4. Text that is
 * no address, as a careless proxy may forward it, all counts as one.
 */
export function addressBlocks(address: string): AddressBlocks {
  const bare = address.replace(/%.*$/, '');
  if (isIPv4(bare)) return { own: bare, site: null };
  if (!isIPv6(bare)) return { own: 'unknown', site: null };
  const groups = groupsOf(bare);
  const [high = 0, low = 0] = groups.slice(6);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return { own: [high >> 8, high & 255, low >> 8, low & 255].join('.'), site: null };
  }
  const prefix = (count: number): string =>
    `${groups
      .slice(0, count)
      .map((group) => group.toString(16))
      .join(':')}::/${count * 16}`;
  return { own: prefix(4), site: prefix(3) };
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): number[] {
  // URL writes it in hexadecimal throughout, with at most one `::`.
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = written.split('::');
  const read = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const before = read(head);
  const after = read(tail ?? '');
  const missing = 8 - before.length - after.length;
  return [...before, ...Array<number>(missing).fill(0), ...after];
}
