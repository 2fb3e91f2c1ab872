import { createMemoryStore } from '@weireel/blob';
import { mostCaptionLanguages, type CaptionCue, type Video } from '@weireel/contract';
import { insertVideo } from '@weireel/db/videos';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiOf, type Person } from '../api.ts';
import { newId, screen, settle } from '../community/settle.ts';
import { problemOf, send } from '../http.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
let server: InProcessServer;
let author: Person;
let stranger: Person;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  undo(() => server.stop());
  author = await settle(server, { nickname: 'Author' });
  stranger = await settle(server, { nickname: 'Stranger' });
});

const srt = '1\n00:00:01,000 --> 00:00:02,500\n大家好\n\n2\n00:00:03,000 --> 00:00:04,000\n<i>再见</i>\n';
const cue = (startMs: number, endMs: number, text: string): CaptionCue => ({
  ...{ startMs, endMs, text, words: null },
});
const cues = [cue(1000, 2500, '大家好'), cue(3000, 4000, '再见')];

const putFile = (
  id: string,
  file: string | Buffer,
  {
    language = 'zh-CN',
    query = {},
  }: { language?: string; query?: { label?: string; revision?: number } } = {},
) => {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  return author.api.call('putCaptionFile', { params: { id, language }, query, bytes });
};
const put = (id: string, language: string, revision?: number, wanted = cues) =>
  author.api.call('putCaptions', {
    params: { id, language },
    body: { label: 'English', cues: wanted, ...(revision !== undefined && { revision }) },
  });
const read = (id: string, language = 'zh-CN') => author.api.call('captions', { params: { id, language } });
const look = (id: string, person: Person | null = author): Promise<Video> =>
  (person?.api ?? apiOf(server.url)).call('video', { params: { id } });

/** The text at an address, as somebody reads it who has nothing but it. */
const textAt = async (url: string): Promise<string> => {
  const { status, text } = await send(server.url, url);
  expect(status, url).toBe(200);
  return text;
};

describe('captions of a video', () => {
  test('are taken from a file, listed, read, and given out as a file of each format', async () => {
    const id = await screen(server, author);
    const track = await putFile(id, srt, { query: { label: ' 简体中文 ' } });
    expect(track).toMatchObject({ language: 'zh-CN', label: '简体中文', kind: 'uploaded', count: 2 });
    expect(track.problems).toEqual([]);
    expect(await author.api.call('captionTracks', { params: { id } })).toEqual({
      ...{ items: [{ ...track, problems: undefined }], nextCursor: null },
    });
    expect((await read(id)).cues).toEqual(cues);
    expect(await textAt(track.files.vtt)).toContain('\n00:00:03.000 --> 00:00:04.000\n再见\n');
    expect(await textAt(track.files.srt)).toBe(srt.replaceAll(/<\/?i>/g, ''));
    expect(await textAt(track.files.ass)).toContain(
      'Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,大家好\n',
    );
    for (const file of [await textAt(track.files.vtt), await textAt(track.files.ass)]) {
      const again = await putFile(id, file, { language: 'zh-TW' });
      expect((await read(id, 'zh-TW')).cues).toEqual(cues);
      const params = { id, language: 'zh-TW' };
      await author.api.call('deleteCaptions', { params, query: { revision: again.revision } });
    }
  });

  test('are among what plays, and declared in its playlist', async () => {
    const id = await screen(server, author);
    const before = (await look(id)).playback;
    expect(before).toMatchObject({ captions: [] });
    await giveMaster(id);
    const { revision } = await putFile(id, srt, { query: { label: '中文' } });
    await put(id, 'en');
    const { playback } = await look(id, null);
    expect(playback?.captions.map(({ language, label, kind }) => [language, label, kind])).toEqual([
      ['en', 'English', 'edited'],
      ['zh-CN', '中文', 'uploaded'],
    ]);
    const url = playback?.hlsUrl ?? '';
    expect(url.split('?')[0]).toBe(before?.hlsUrl);
    const master = await textAt(url);
    expect(master).toContain('v0/index.m3u8');
    const uri = /LANGUAGE="zh-CN",NAME="中文",.*URI="([^"]+)"/.exec(master)?.[1] ?? '';
    const playlistUrl = new URL(uri, server.url + url).pathname;
    const playlist = await send(server.url, playlistUrl);
    expect(playlist.headers['content-type']).toBe('application/vnd.apple.mpegurl');
    expect(playlist.text).toContain(`#EXTINF:20.000000,\n${revision}.vtt\n#EXT-X-ENDLIST`);
    const vtt = await send(server.url, playlistUrl.replace('.m3u8', '.vtt'));
    expect(vtt.headers['content-type']).toBe('text/vtt; charset=utf-8');
    expect(vtt.headers['cache-control']).toBe('public, max-age=86400, immutable');
    expect(vtt.text).toMatch(/^WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n\n/);
    // An address given out before a change leads to what there is now, and is not kept.
    await put(id, 'zh-CN', revision, [cue(0, 900, '新的')]);
    const later = await send(server.url, playlistUrl.replace('.m3u8', '.vtt'));
    expect(later.text).toContain('新的');
    expect(later.headers['cache-control']).toBe('public, no-cache');
  });

  test('are not overwritten by whoever has not seen the last change', async () => {
    const id = await screen(server, author);
    const first = await put(id, 'en');
    await expect(put(id, 'en')).rejects.toMatchObject({ code: 'captions_changed' });
    await expect(putFile(id, srt, { language: 'en' })).rejects.toMatchObject({ code: 'captions_changed' });
    const both = await Promise.allSettled([
      put(id, 'en', first.revision, [cue(0, 1, 'one')]),
      put(id, 'en', first.revision, [cue(0, 1, 'other')]),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const now = await read(id, 'en');
    expect(now.cues).toHaveLength(1);
    const params = { id, language: 'en' };
    await author.api.call('deleteCaptions', { params });
    await expect(author.api.call('deleteCaptions', { params })).rejects.toMatchObject({ code: 'not_found' });
    const renewed = await put(id, 'en');
    expect(renewed.revision).toBeGreaterThan(now.revision);
    await expect(
      author.api.call('deleteCaptions', { params, query: { revision: now.revision } }),
    ).rejects.toMatchObject({ code: 'captions_changed', extra: { revision: renewed.revision } });
    expect(await read(id, 'en')).toMatchObject({ revision: renewed.revision });
  });

  test('are the business of who made it, and read by whoever may see it', async () => {
    for (const visibility of ['public', 'private'] as const) {
      const id = await screen(server, author, { visibility });
      const track = await putFile(id, srt);
      const code = visibility === 'public' ? 'forbidden' : 'not_found';
      const params = { id, language: 'zh-CN' };
      const changes = await Promise.allSettled([
        stranger.api.call('putCaptions', { params, body: { label: 'A', revision: track.revision, cues } }),
        stranger.api.call('putCaptionFile', { params, bytes: Buffer.from(srt) }),
        stranger.api.call('deleteCaptions', { params }),
      ]);
      for (const change of changes) expect(change).toMatchObject({ reason: { code } });
      const reading = stranger.api.call('captions', { params });
      if (visibility === 'public') expect((await reading).cues).toEqual(cues);
      else await expect(reading).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  test('of a closed video need its signature, also where another video shows the same to all', async () => {
    const id = await screen(server, author);
    const hiddenId = await showAgain(id);
    await putFile(id, srt);
    const { files } = await putFile(hiddenId, srt.replace('大家好', '秘密'));
    expect(await textAt(files.vtt)).toContain('秘密');
    const bare = files.vtt.split('?')[0] ?? '';
    expect(problemOf(await send(server.url, bare))).toMatchObject({ code: 'signature_invalid' });
    const playback = (await look(hiddenId)).playback;
    await giveMaster(id);
    expect(
      problemOf(await send(server.url, (playback?.hlsUrl ?? '').split('?')[0] + `?captions=${hiddenId}`)),
    ).toMatchObject({
      code: 'signature_invalid',
    });
    const master = await send(server.url, playback?.hlsUrl ?? '');
    expect(master.headers['cache-control']).toContain('private');
    expect(master.text).toMatch(/URI="[^"]+\.m3u8\?exp=\d+&sig=[^"]+"/);
    const open = await send(server.url, (await look(id)).playback?.hlsUrl ?? '');
    expect(open.headers['cache-control']).toContain('public');
    expect(open.text).not.toContain('sig=');
    // Those of the one are not found as those of the other's asset.
    const elsewhere = await screen(server, author);
    const wrong = bare.replace(/c\/\w{16}/, `c/${elsewhere}`);
    expect((await send(server.url, wrong)).status).toBe(404);
  });

  test('that are too many, too large, no text, or no captions are refused, each with its code', async () => {
    const id = await screen(server, author);
    const times = '00:00:01,000 --> 00:00:02,000\n';
    const refused = [
      [Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'captions_unreadable'],
      [Buffer.from('voilà, déjà vu', 'latin1'), 'captions_unreadable'],
      ['', 'captions_empty'],
      ['<script>alert(1)</script>', 'captions_empty'],
      ['1\n00:00:02,000 --> 00:00:01,000\nbackwards', 'captions_empty'],
      ['1\n-00:00:02,000 --> 00:00:01,000\nbefore', 'captions_empty'],
      ['1\n00:00:01,000 --> 99:00:01,000\nfor ever', 'captions_empty'],
      ['WEBVTT\n\nNOTE <script>\n\nSTYLE\n::cue { background: url(//x) }', 'captions_empty'],
      [`1\n${times}x\n\n`.repeat(5001), 'captions_too_large'],
      [`1\n${times}${'x'.repeat(2001)}`, 'captions_too_large'],
      [`1\n${times}${'x\n'.repeat(600_000)}`, 'captions_too_large'],
      ['x'.repeat(2_000_001), 'payload_too_large'],
    ] as const;
    for (const [file, code] of refused) {
      await expect(putFile(id, Buffer.from(file))).rejects.toMatchObject({ code });
    }
    const hostile = `WEBVTT\n\nSTYLE\n::cue{color:red}\n\n00:01.000 --> 00:02.000\n<img src=x onerror=alert(1)>Hi &lt;b&gt;`;
    await putFile(id, hostile);
    expect((await read(id)).cues).toEqual([cue(1000, 2000, 'Hi <b>')]);
    const { problems } = await putFile(id, `1\n${times}yes\n\n2\n00:00:05,000 --> 00:00:04,000\nno`, {
      language: 'en',
    });
    expect(problems).toEqual([{ line: 6, code: 'no_duration' }]);
  });

  test('that are written wrong, or in no language, are refused', async () => {
    const id = await screen(server, author);
    const wrong = [cue(0, 1, 'ok'), cue(5, 5, 'x'), cue(1, 2, ' \n ')];
    await expect(put(id, 'en', undefined, wrong)).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [expect.objectContaining({ path: 'cues.1' }), expect.objectContaining({ path: 'cues.2' })],
    });
    await expect(put(id, 'en', undefined, [])).rejects.toMatchObject({ code: 'captions_empty' });
    for (const language of ['EN', 'zh-cn', 'zh_CN', 'english', '..', 'en-GB-oxendict', 'x'.repeat(300)]) {
      const answer = await send(server.url, `/api/v1/videos/${id}/captions/${language}`, {
        ...{ method: 'PUT', token: author.token, body: { label: 'A', cues } },
      });
      expect([400, 404, 414], language).toContain(answer.status);
    }
    const languages = Array.from(
      { length: mostCaptionLanguages },
      (_, n) => `a${String.fromCharCode(97 + n)}`,
    );
    for (const language of languages) await put(id, language);
    await expect(put(id, 'zz')).rejects.toMatchObject({ code: 'too_many_captions' });
    expect((await look(id)).playback?.captions).toHaveLength(mostCaptionLanguages);
  });

  test('are not written down by an engine where there is none', async () => {
    const id = await screen(server, author);
    const answer = await author.api.call('transcription', { params: { id } });
    expect(answer).toEqual({ isOffered: false, last: null });
    const asked = author.api.call('requestTranscription', {
      params: { id },
      body: { language: 'en', label: 'A' },
    });
    await expect(asked).rejects.toMatchObject({ code: 'wrong_state' });
  });

  test('go with their video', async () => {
    const id = await screen(server, author);
    const { files } = await putFile(id, srt);
    await author.api.call('deleteVideo', { params: { id } });
    await expect(read(id)).rejects.toMatchObject({ code: 'not_found' });
    expect((await send(server.url, files.vtt)).status).toBe(404);
    const left = await server.db
      .selectFrom('captions')
      .select('language')
      .where('video_id', '=', id)
      .execute();
    expect(left).toEqual([]);
  });
});

/** Gives what a video shows a playlist with one variant. */
async function giveMaster(id: string): Promise<void> {
  const { edition_id } = await assetOf(id);
  const body = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nv0/index.m3u8\n';
  await server.db
    .insertInto('playlists')
    .values({ edition_id: edition_id ?? '', name: 'master.m3u8', body })
    .execute();
}

function assetOf(id: string) {
  return server.db
    .selectFrom('assets')
    .innerJoin('videos', 'videos.asset_id', 'assets.id')
    .select(['assets.id', 'assets.edition_id'])
    .where('videos.id', '=', id)
    .executeTakeFirstOrThrow();
}

/** Makes a private video of what another one shows. */
async function showAgain(id: string): Promise<string> {
  const asset = await assetOf(id);
  const again = newId();
  await insertVideo(server.db, {
    ...{ id: again, assetId: asset.id, authorId: author.id, title: 'Hidden', description: '', tags: [] },
    ...{ categoryId: null, visibility: 'private', review: 'approved', coverTimeMs: null },
  });
  return again;
}
