import { expect, test } from 'vitest';
import { addressBlocks } from './address-blocks.ts';

test.each([
  ['192.0.2.7', '192.0.2.7', null],
  ['::ffff:192.0.2.7', '192.0.2.7', null],
  ['::ffff:c000:207', '192.0.2.7', null],
  ['2001:db8:1:2::1', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:DB8:1:2:ffff:1:2:3', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:db8::1', '2001:db8:0:0::/64', '2001:db8:0::/48'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64', 'fe80:0:0::/48'],
  ['::1', '0:0:0:0::/64', '0:0:0::/48'],
  ['no address', 'unknown', null],
  ['192.0.2.7, 10.0.0.1', 'unknown', null],
])('%s counts as %s', (address, own, site) => {
  expect(addressBlocks(address)).toEqual({ own, site });
});
