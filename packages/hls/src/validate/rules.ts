import { deliveryRules } from './delivery-rules.ts';
import { alignmentRules, iFrameRules, initRules, segmentRules, subtitleRules } from './media-rules.ts';
import { playlistRules } from './playlist-rules.ts';
import type { HlsRule } from './rule.ts';
import { variantRules } from './variant-rules.ts';

const catalogue = {
  ...playlistRules,
  ...variantRules,
  ...initRules,
  ...segmentRules,
  ...alignmentRules,
  ...iFrameRules,
  ...subtitleRules,
  ...deliveryRules,
};

/** Name of a rule: `HLS-402`. The hundreds are the group; numbers are never given again. */
export type HlsRuleId = keyof typeof catalogue;

/** All rules that the validator knows, by name. */
export const hlsRules: Readonly<Record<HlsRuleId, HlsRule>> = catalogue;

/** Groups of rules by the first digit of their numbers, in both languages. */
export const hlsRuleGroups: Readonly<Record<string, HlsRule['text']>> = {
  1: { zh: '播放列表', en: 'Playlists' },
  2: { zh: '多变体播放列表', en: 'Multivariant playlist' },
  3: { zh: '初始化分片', en: 'Initialization segments' },
  4: { zh: '分片', en: 'Segments' },
  5: { zh: '各码率之间', en: 'Renditions compared' },
  6: { zh: 'I 帧播放列表', en: 'I-frame playlists' },
  7: { zh: '字幕', en: 'Subtitles' },
  8: { zh: '传输', en: 'Delivery' },
};
