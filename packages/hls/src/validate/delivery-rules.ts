import { rule } from './rule.ts';

/** Rules for how files arrive. All but the first need answers of a web server. */
export const deliveryRules = {
  'HLS-801': rule(
    'must',
    'any',
    'RFC 8216 6.2.1',
    '播放列表提到的每个文件都可以取得。',
    'Every file that a playlist names can be had.',
  ),
  'HLS-802': rule('must', 'any', 'Apple 8.18', '没有重定向。', 'There are no redirects.'),
  'HLS-803': rule('must', 'any', 'RFC 8216 4, Apple 10.4', '内容类型正确。', 'The content types are right.'),
  'HLS-804': rule(
    'must',
    'any',
    'Weireel',
    '收到的字节数与 Content-Length 一致。',
    'As many bytes arrive as Content-Length says.',
  ),
  'HLS-805': rule(
    'must',
    'any',
    'Weireel',
    '公开的媒体允许跨域读取（Access-Control-Allow-Origin）。',
    'Public media may be read from other origins (Access-Control-Allow-Origin).',
  ),
  'HLS-806': rule(
    'must',
    'any',
    'Weireel',
    '分片带 Cache-Control: immutable。',
    'Segments have Cache-Control: immutable.',
  ),
  'HLS-807': rule(
    'should',
    'any',
    'Apple 10.1',
    '大于一个网络包（1400 字节）的播放列表经 gzip 压缩传输。',
    'Playlists of more than one network packet (1400 bytes) are sent with gzip.',
  ),
};
