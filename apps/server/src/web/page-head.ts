import { brand } from '../programs/brand.ts';
import { escapeMarkup } from '../programs/escape-markup.ts';

/** What a page says about itself to those who do not run its code: search engines, chats, feeds. */
export interface PageFacts {
  /** Its title, without the brand. Null: the brand alone. */
  title: string | null;
  /** What is to be seen, in a sentence or two. */
  description: string;
  /** Its one address. */
  url: string;
  /** A picture of it. Null: that of the installation. */
  imageUrl: string | null;
  /** What plays on it. Null: nothing. */
  video: { mp4Url: string | null; widthPx: number | null; heightPx: number | null } | null;
  /** Whether search engines may list it. */
  isListed: boolean;
  /** What tells programs the same. Absent: nothing. */
  alternates?: readonly Alternate[];
}

/** The same for programs. */
export interface Alternate {
  /** A list for feed readers, or how to show the page's video in another page. */
  type: 'application/rss+xml' | 'application/json+oembed';
  /** Its address. */
  url: string;
  /** What people choose it by. */
  title: string;
}

/** A file that the page needs before its code finds out. */
export interface Preload {
  /** Code of the page, its style, a picture, or what its code fetches. */
  as: 'module' | 'style' | 'image' | 'fetch';
  /** Its address. */
  href: string;
}

/** The file of a video that plays before the page's code is here. */
export interface EarlyVideo {
  /** Which video it is. */
  id: string;
  /** Its file, open to everybody. */
  mp4Url: string;
  /** Its width over its height. */
  ratio: number;
}

/** What a page begins with. */
export interface PageStart {
  /** Files to load early. Absent: none. */
  preloads?: readonly Preload[];
  /** A video that plays at once. Absent or null: none. */
  early?: EarlyVideo | null;
}

const descriptionLength = 200;

/**
 * Puts facts and preloads into the page that starts the client, in place of what stands between its markers. All of
 * it may be a stranger's text.
 */
export function writePage(
  page: string,
  facts: PageFacts,
  { preloads = [], early = null }: PageStart = {},
): string {
  const head = [...tagsOf(facts), ...preloads.map(linkOf), ...(early ? [earlyTag(early)] : [])].join(
    '\n    ',
  );
  return page.replace(/<!-- facts -->[\s\S]*<!-- end of facts -->/, () => head);
}

function tagsOf({
  title,
  description,
  url,
  imageUrl,
  video,
  isListed,
  alternates = [],
}: PageFacts): string[] {
  const name = title === null ? brand : `${title} · ${brand}`;
  const sentence = shorten(description);
  const property = (key: string, value: string | number | null | undefined): string[] =>
    value === null || value === undefined
      ? []
      : [`<meta property="${key}" content="${escapeMarkup(String(value))}" />`];
  const named = (key: string, value: string): string =>
    `<meta name="${key}" content="${escapeMarkup(value)}" />`;
  return [
    `<title>${escapeMarkup(name)}</title>`,
    named('description', sentence),
    ...(isListed ? [] : [named('robots', 'noindex')]),
    `<link rel="canonical" href="${escapeMarkup(url)}" />`,
    ...property('og:site_name', brand),
    ...property('og:type', video === null ? 'website' : 'video.other'),
    ...property('og:title', title ?? brand),
    ...property('og:description', sentence),
    ...property('og:url', url),
    ...property('og:image', imageUrl),
    ...(video?.mp4Url == null
      ? []
      : [
          ...property('og:video', video.mp4Url),
          ...property('og:video:type', 'video/mp4'),
          ...property('og:video:width', video.widthPx),
          ...property('og:video:height', video.heightPx),
        ]),
    named('twitter:card', imageUrl === null ? 'summary' : 'summary_large_image'),
    ...alternates.map(
      (one) =>
        `<link rel="alternate" type="${one.type}" href="${escapeMarkup(one.url)}" title="${escapeMarkup(one.title)}" />`,
    ),
  ];
}

function linkOf({ as, href }: Preload): string {
  const address = escapeMarkup(href);
  switch (as) {
    case 'module':
      return `<link rel="modulepreload" crossorigin href="${address}" />`;
    case 'style':
      return `<link rel="stylesheet" crossorigin href="${address}" />`;
    case 'image':
      return `<link rel="preload" as="image" href="${address}" />`;
    case 'fetch':
      return `<link rel="preload" as="fetch" crossorigin href="${address}" />`;
  }
}

function earlyTag({ id, mp4Url, ratio }: EarlyVideo): string {
  const facts = `data-id="${escapeMarkup(id)}" data-ratio="${ratio.toFixed(3)}"`;
  return `<meta name="first-video" content="${escapeMarkup(mp4Url)}" ${facts} />`;
}

/** In one line, cut between characters. */
function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= descriptionLength
    ? line
    : `${characters.slice(0, descriptionLength - 1).join('')}…`;
}
