import { expect, it } from 'vitest';
import { writeRss, type RssItem } from './write-rss.ts';

const item: RssItem = {
  ...{ title: '早课', url: 'https://v.example/watch/1', description: '一行', author: '林' },
  ...{ publishedAt: new Date('2026-11-28T01:02:03Z'), imageUrl: null, durationMs: 61_400, file: null },
};
const write = (change: Partial<RssItem>): string =>
  writeRss({
    ...{ title: '微影', url: 'https://v.example/', feedUrl: 'https://v.example/rss.xml' },
    ...{ description: '最新', imageUrl: 'https://v.example/icon.png', items: [{ ...item, ...change }] },
  });

it('names what a reader and a player of podcasts ask for', () => {
  const xml = write({ file: { url: 'https://v.example/a.mp4?x=1&y=2', sizeBytes: 1234 } });
  expect(xml).toContain('<pubDate>Sat, 28 Nov 2026 01:02:03 GMT</pubDate>');
  expect(xml).toContain('<guid isPermaLink="true">https://v.example/watch/1</guid>');
  expect(xml).toContain('<itunes:duration>61</itunes:duration>');
  expect(xml).toContain(
    '<enclosure url="https://v.example/a.mp4?x=1&#38;y=2" length="1234" type="video/mp4"/>',
  );
  expect(write({})).not.toContain('enclosure');
});

it('takes every text for text, in readers that show descriptions as HTML, too', () => {
  const hostile = `</title><script>alert(1)</script>&lt;b&gt; ]]> "'`;
  const xml = write({ title: hostile, author: hostile, description: `${hostile}\n二` });
  expect(xml).not.toMatch(/<script|<b>|<\/title><script/);
  expect(xml).toContain('<title>&#60;/title&#62;&#60;script&#62;');
  // Once for HTML, and once more for XML; the break alone is of ours.
  expect(xml).toContain('&#38;#60;script&#38;#62;');
  expect(xml).toContain('&#60;br/&#62;二</description>');
});

it('leaves out what XML does not know, which would spoil the whole list', () => {
  const xml = write({ title: 'a\u0000\u0008\u001f\uffff\ud800b\t猫😀' });
  expect(xml).toContain('<title>ab\t猫😀</title>'.replace('ab', 'a\ufffdb'));
});
