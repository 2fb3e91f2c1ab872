import { escapeMarkup } from './escape-markup.ts';

/** A list of videos for feed readers. */
export interface RssChannel {
  /** Its name. */
  title: string;
  /** The page that shows the same. */
  url: string;
  /** Where it is read itself. */
  feedUrl: string;
  /** What is in it, in a sentence. */
  description: string;
  /** A picture of it. */
  imageUrl: string;
  /** Its videos, the latest first. */
  items: RssItem[];
}

/** A video in such a list. */
export interface RssItem {
  /** Its title. */
  title: string;
  /** Its page, which also names it for good. */
  url: string;
  /** What is to be seen: plain text, in lines. */
  description: string;
  /** Who made it. */
  author: string;
  /** When it was published; null: it never was. */
  publishedAt: Date | null;
  /** Its cover; null: none. */
  imageUrl: string | null;
  /** Its length; null: not known. */
  durationMs: number | null;
  /** The file that players of podcasts fetch, with its size; null: its author lets nobody take it. */
  file: { url: string; sizeBytes: number } | null;
}

/** Writes RSS 2.0, with what players of podcasts read besides (Apple's tags) and a picture for each (Media RSS). */
export function writeRss({ title, url, feedUrl, description, imageUrl, items }: RssChannel): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"' +
      ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"' +
      ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/">',
    '<channel>',
    element('title', title),
    element('link', url),
    element('description', description),
    '<language>zh-CN</language>',
    `<atom:link rel="self" type="application/rss+xml" href="${text(feedUrl)}"/>`,
    `<itunes:image href="${text(imageUrl)}"/>`,
    ...items.flatMap(itemLines),
    '</channel>',
    '</rss>',
    '',
  ].join('\n');
}

function itemLines({ publishedAt, imageUrl, durationMs, file, ...item }: RssItem): string[] {
  return [
    '<item>',
    element('title', item.title),
    element('link', item.url),
    `<guid isPermaLink="true">${text(item.url)}</guid>`,
    ...(publishedAt === null ? [] : [element('pubDate', publishedAt.toUTCString())]),
    element('dc:creator', item.author),
    element('itunes:author', item.author),
    // Readers take it for HTML: the text is escaped for that first, and then for XML.
    element('description', escapeMarkup(item.description).replaceAll(/\r?\n/g, '<br/>')),
    ...(durationMs === null ? [] : [element('itunes:duration', String(Math.round(durationMs / 1000)))]),
    ...(imageUrl === null
      ? []
      : [`<itunes:image href="${text(imageUrl)}"/>`, `<media:thumbnail url="${text(imageUrl)}"/>`]),
    ...(file === null
      ? []
      : [`<enclosure url="${text(file.url)}" length="${file.sizeBytes}" type="video/mp4"/>`]),
    '</item>',
  ];
}

function element(name: string, content: string): string {
  return `<${name}>${text(content)}</${name}>`;
}

/** Without what XML 1.0 does not know at all, which would spoil the whole list. */
function text(content: string): string {
  return escapeMarkup(
    content.toWellFormed().replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, ''),
  );
}
