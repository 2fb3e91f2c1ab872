import { expect, test } from 'vitest';
import { newAbort } from './abort.ts';

test('whoever listens is told once, and whoever comes later sees it', () => {
  const told: string[] = [];
  const source = newAbort();
  const never = () => told.push('taken back');
  source.signal.addEventListener('abort', () => told.push('told'));
  source.signal.addEventListener('abort', never);
  source.signal.removeEventListener('abort', never);
  expect(source.signal.aborted).toBe(false);
  source.abort();
  source.abort();
  expect(told).toEqual(['told']);
  expect(source.signal.aborted).toBe(true);
});
