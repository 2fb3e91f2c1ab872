import { describe, expect, it } from 'vitest';
import { allowedMethods } from './allowed-methods.ts';

describe('the methods that an address has', () => {
  it.each([
    ['/api/v1/uploads', ['HEAD', 'POST', 'GET']],
    ['/api/v1/uploads/?limit=5', ['HEAD', 'POST', 'GET']],
    ['/api/v1/uploads/abc/parts/1', ['PUT']],
    ['/api/v1/me/events', ['HEAD', 'GET']],
    ['/api/v1/uploads/abc/parts', []],
    ['/api/v2/uploads', []],
    ['/uploads', []],
  ])('%s has %j', (url, methods) => {
    expect(allowedMethods(url)).toEqual(methods);
  });
});
