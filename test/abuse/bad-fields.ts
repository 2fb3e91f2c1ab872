/** An id of the right form that nothing has. */
export const id = 'A'.repeat(16);

/** A body that begins an upload. */
export const upload = { fileName: 'a.mp4', sizeBytes: 1000 };

const video = { assetId: id, title: 'A title', visibility: 'public' };

/** A body that registers somebody. */
export const newcomer = { account: 'newcomer', password: 'long enough', nickname: 'New' };

/** Bodies with one field that is wrong: what it is, where it is sent, the body, the field, and what is said of it. */
export const badFields: readonly [what: string, path: string, body: unknown, field: string, code: string][] =
  [
    ['an empty title', '/videos', { ...video, title: '' }, 'title', 'too_short'],
    ['a title of spaces', '/videos', { ...video, title: ' \u3000 ' }, 'title', 'bad_format'],
    [
      'a title of 10 000 characters',
      '/videos',
      { ...video, title: '长'.repeat(10_000) },
      'title',
      'too_long',
    ],
    ['a missing title', '/videos', { ...video, title: undefined }, 'title', 'required'],
    ['a number for a title', '/videos', { ...video, title: 5 }, 'title', 'wrong_type'],
    ['null for a title', '/videos', { ...video, title: null }, 'title', 'wrong_type'],
    [
      'a visibility that does not exist',
      '/videos',
      { ...video, visibility: 'everyone' },
      'visibility',
      'not_allowed',
    ],
    ['an id of the wrong form', '/videos', { ...video, assetId: '../../etc' }, 'assetId', 'bad_format'],
    ['too many tags', '/videos', { ...video, tags: Array.from('abcdefghijkl') }, 'tags', 'too_many'],
    ['a tag twice', '/videos', { ...video, tags: ['a', 'a'] }, 'tags', 'not_allowed'],
    ['an empty tag', '/videos', { ...video, tags: ['a', ''] }, 'tags.1', 'too_short'],
    ['a cover before the beginning', '/videos', { ...video, coverTimeMs: -1 }, 'coverTimeMs', 'too_small'],
    [
      'words without a letter on a cover',
      '/videos',
      { ...video, coverWords: [{ text: ' ' }] },
      'coverWords.0.text',
      'bad_format',
    ],
    ['half a millisecond', '/videos', { ...video, coverTimeMs: 0.5 }, 'coverTimeMs', 'wrong_type'],
    ['a title with a zero character', '/videos', { ...video, title: 'a\u0000b' }, 'title', 'bad_format'],
    ['an unknown field', '/videos', { ...video, views: 1_000_000 }, 'views', 'unknown_field'],
    ['a negative size', '/uploads', { ...upload, sizeBytes: -1 }, 'sizeBytes', 'too_small'],
    ['an empty file', '/uploads', { ...upload, sizeBytes: 0 }, 'sizeBytes', 'too_small'],
    ['a text for a number', '/uploads', { ...upload, sizeBytes: '1000' }, 'sizeBytes', 'wrong_type'],
    ['half a byte', '/uploads', { ...upload, sizeBytes: 0.5 }, 'sizeBytes', 'wrong_type'],
    ['more bytes than numbers reach', '/uploads', { ...upload, sizeBytes: 1e300 }, 'sizeBytes', 'too_large'],
    [
      'a file name with a zero character',
      '/uploads',
      { ...upload, fileName: 'a\u0000.mp4' },
      'fileName',
      'bad_format',
    ],
    ['no file name', '/uploads', { sizeBytes: 1000 }, 'fileName', 'required'],
    ['a checksum of another kind', '/uploads', { ...upload, sha256: 'abc' }, 'sha256', 'bad_format'],
    ['an array for an object', '/uploads', [], 'body', 'wrong_type'],
    ['a short password', '/auth/register', { ...newcomer, password: '1234567' }, 'password', 'too_short'],
    ['an account with a space', '/auth/register', { ...newcomer, account: 'a b' }, 'account', 'bad_format'],
    [
      'an account with a zero character',
      '/auth/register',
      { ...newcomer, account: 'a\u0000b' },
      'account',
      'bad_format',
    ],
    ['a role for oneself', '/auth/register', { ...newcomer, roles: ['admin'] }, 'roles', 'unknown_field'],
  ];
