import type { Language } from '@weireel/contract';
import { brand } from './brand.ts';
import { escapeMarkup } from './escape-markup.ts';
import type { OpenVideo } from './open-video.ts';

/** Code of the page in a frame. */
export interface EmbedCode {
  /** Address of what starts its player. */
  playerUrl: string;
  /** Address of the code that plays HLS, which that loads when somebody wants to watch. Null: there is none. */
  hlsUrl: string | null;
}

const words = {
  'zh-CN': {
    play: '播放',
    watch: `在${brand}观看`,
    missing: '看不到这个视频',
    why: '它可能已被删除，或者不对所有人公开。',
  },
  en: {
    play: 'Play',
    watch: 'Watch on Weireel',
    missing: 'This video cannot be shown',
    why: 'It may have been deleted, or is not for everybody.',
  },
};

const style = `
*{box-sizing:border-box;margin:0}
html,body{height:100%;background:#000;color:#f2f3f5;font:16px/1.4 system-ui,'PingFang SC','Noto Sans CJK SC',sans-serif}
video{display:block;width:100%;height:100%;object-fit:contain;background:#000}
.start{position:absolute;inset:0;display:grid;place-items:center;width:100%;border:0;background:none;color:inherit;cursor:pointer}
.start::before{content:'';position:absolute;inset:0;background:linear-gradient(#0009,#0000 40%)}
.start svg{position:relative;width:72px;height:72px;border-radius:50%;background:#ff5a3c}
.start:focus-visible{outline:3px solid #ff5a3c;outline-offset:-6px}
.name{position:absolute;top:0;left:0;max-width:100%;padding:12px 16px;color:#f2f3f5;font-size:14px;text-decoration:none;text-shadow:0 1px 3px #000;display:flex;gap:8px;align-items:baseline}
.name b{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;min-width:0}
.name span{flex:none;opacity:.8}
.name:hover,.name:focus-visible{text-decoration:underline}
.playing .name{opacity:0;pointer-events:none;transition:opacity .2s}
.playing:hover .name,.playing:focus-within .name{opacity:1;pointer-events:auto}
.missing{display:grid;place-content:center;gap:8px;height:100%;padding:16px;text-align:center}
.missing a{color:#ff8a73}
@media (prefers-reduced-motion:reduce){.playing .name{transition:none}}
`;

/** The page of a video in a frame: its picture and its controls, and the way to where it comes from. */
export function writeEmbedPage(video: OpenVideo, language: Language, code: EmbedCode): string {
  const { play, watch } = words[language];
  const { title, author, url, imageUrl, playback } = video;
  const [mp4Url, hlsUrl] = [playback?.mp4Url ?? null, playback?.hlsUrl ?? null];
  // Without code the browser's own controls play the file.
  const attributes = [
    ...attribute('src', mp4Url),
    ...attribute('poster', imageUrl),
    ...attribute('data-hls', hlsUrl),
    ...attribute('data-code', code.hlsUrl),
    ...attribute('aria-label', title),
  ];
  const tracks = (playback?.captions ?? []).map(
    (track) =>
      `<track ${[
        ...attribute('src', track.url),
        ...attribute('srclang', track.language),
        ...attribute('label', track.label),
      ].join(' ')} kind="captions" />`,
  );
  return page(language, `${title} · ${brand}`, [
    `<video controls playsinline preload="none" ${attributes.join(' ')}>${tracks.join('')}</video>`,
    `<button class="start" type="button" hidden aria-label="${escapeMarkup(`${play} · ${title}`)}">` +
      '<svg viewBox="0 0 72 72" aria-hidden="true"><path fill="#fff" d="M29 23v26l21-13z"/></svg></button>',
    `<a class="name" href="${escapeMarkup(url)}" target="_blank" rel="noopener" title="${watch}">` +
      `<b>${escapeMarkup(title)}</b><span>${escapeMarkup(author.nickname)}</span></a>`,
    `<script type="module" src="${escapeMarkup(code.playerUrl)}"></script>`,
  ]);
}

/** The page of what is not there, or not for everybody: it does not say which. */
export function writeMissingEmbedPage(language: Language): string {
  const { missing, why, watch } = words[language];
  return page(language, brand, [
    `<div class="missing"><p>${missing}</p><p>${why}</p>` +
      `<p><a href="/" target="_blank" rel="noopener">${watch}</a></p></div>`,
  ]);
}

function page(language: Language, title: string, body: string[]): string {
  return [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8" />',
    '<meta name="viewport" content="width=device-width, initial-scale=1" />',
    '<meta name="robots" content="noindex" />',
    `<title>${escapeMarkup(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    ...body,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function attribute(name: string, value: string | null): string[] {
  return value === null ? [] : [`${name}="${escapeMarkup(value)}"`];
}
