import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readPart } from './read-part.ts';
import { ReceivingBudget, type Holding } from './receiving-budget.ts';

const patient = { bytes: 1, withinMs: 600_000 };
const limits = { totalBytes: 100, personBytes: 100, waitingParts: 1 };

function hold(bytes = 10): Promise<Holding> {
  return new ReceivingBudget(limits, () => 0).open('a', bytes);
}

describe('the body of a part', () => {
  it('is read whole, in whatever pieces it comes', async () => {
    const body = new PassThrough();
    const read = readPart(body, 10, await hold(), patient);
    body.write('01234');
    body.end('56789');
    expect(String(await read)).toBe('0123456789');
  });

  it.each([
    ['ends too early', (body: PassThrough) => void body.end('0123'), 'part_size_wrong'],
    ['is too long', (body: PassThrough) => void body.write('0123456789+'), 'part_size_wrong'],
    ['breaks off', (body: PassThrough) => void body.destroy(), 'part_cut_off'],
    ['breaks', (body: PassThrough) => void body.destroy(new Error('ECONNRESET')), 'part_cut_off'],
  ])('is refused when it %s', async (_name, send, code) => {
    const body = new PassThrough();
    const read = readPart(body, 10, await hold(), patient);
    send(body);
    await expect(read).rejects.toMatchObject({ code });
  });

  it('is refused when it broke off while it waited', async () => {
    const body = new PassThrough();
    body.destroy();
    await expect(readPart(body, 10, await hold(), patient)).rejects.toMatchObject({ code: 'part_cut_off' });
  });

  it('is refused when too little of it comes in time, and can still be let go of (UPL-10)', async () => {
    const body = new PassThrough();
    body.write('0');
    const read = readPart(body, 10, await hold(), { bytes: 2, withinMs: 20 });
    await expect(read).rejects.toMatchObject({ code: 'part_too_slow' });
    expect(body.destroyed).toBe(false);
    body.destroy(new Error('ECONNRESET'));
  });
});
