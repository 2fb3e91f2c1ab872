import { rule } from './rule.ts';

/** Rules for initialization segments. */
export const initRules = {
  'HLS-301': rule(
    'must',
    'any',
    'RFC 8216 3.3',
    '初始化分片是可读的分段 MP4，含 ftyp 和带 mvex 的 moov。',
    'The initialization segment is readable fragmented MP4: ftyp, and moov with mvex.',
  ),
  'HLS-302': rule(
    'should',
    'any',
    'Weireel',
    '初始化分片没有编辑列表：播放器对它的处理各不相同。',
    'The initialization segment has no edit list: players treat it differently.',
  ),
  'HLS-303': rule('must', 'any', 'Weireel', '像素是正方形。', 'The pixels are square.'),
  'HLS-304': rule('must', 'any', 'Weireel', '画面的宽和高都是偶数。', 'Width and height are even.'),
  'HLS-305': rule(
    'must',
    'encoded',
    'Weireel',
    'SDR 画面标明 BT.709 的基色、传输特性和矩阵，以及有限范围。',
    'An SDR picture is tagged as BT.709 (primaries, transfer, matrix) in limited range.',
  ),
  'HLS-306': rule(
    'must',
    'encoded',
    'Weireel',
    '编码后的画面没有遗留的旋转矩阵。',
    'An encoded picture has no matrix left that turns it.',
  ),
  'HLS-307': rule(
    'must',
    'any',
    'Apple 1.1, 1.2, 1.5, 2.1',
    '编码是 H.264、HEVC 或 AV1，声音是 AAC、杜比、ALAC 或 FLAC。',
    'The picture is H.264, HEVC or AV1, the sound AAC, Dolby, ALAC or FLAC.',
  ),
  'HLS-308': rule(
    'must',
    'any',
    'Apple 1.3',
    'H.264 不超过 High 档次、5.2 级。',
    'H.264 is at most High profile, level 5.2.',
  ),
  'HLS-309': rule('must', 'any', 'Apple 1.14', '画面是逐行的。', 'The picture is progressive.'),
  'HLS-310': rule(
    'must',
    'any',
    'Apple 1.19',
    '帧率不超过 60。',
    'There are at most 60 pictures per second.',
  ),
  'HLS-311': rule(
    'must',
    'any',
    'Apple 2.17',
    '一个分片最多有一条画面轨和一条声音轨。',
    'A segment has at most one picture track and one sound track.',
  ),
  'HLS-312': rule(
    'must',
    'any',
    'ISO/IEC 14496-15 5.3.3',
    '样本描述的尺寸、档次和级别与参数集一致。',
    'Size, profile and level of the sample entry are those of the parameter set.',
  ),
  'HLS-313': rule(
    'should',
    'any',
    'Apple 1.10',
    '样本描述是 avc1 或 hvc1，不是 avc3 或 hev1。',
    'The sample entry is avc1 or hvc1, not avc3 or hev1.',
  ),
  'HLS-314': rule('should', 'encoded', 'Apple 1.4', 'H.264 使用 High 档次。', 'H.264 has High profile.'),
};

/** Rules for media segments, each by itself and one after the other. */
export const segmentRules = {
  'HLS-401': rule(
    'must',
    'any',
    'RFC 8216 3.3',
    '分片是可读的分段 MP4，每个样本都在分片之内，并含有画面或声音。',
    'A segment is readable fragmented MP4 that holds all of its samples, and has some.',
  ),
  'HLS-402': rule(
    'must',
    'any',
    'Apple 7.4',
    '每个画面分片以 IDR 开始。',
    'Every video segment starts with an IDR.',
  ),
  'HLS-403': rule(
    'must',
    'any',
    'Weireel',
    '第一个分片的 tfdt 为零。',
    'The tfdt of the first segment is zero.',
  ),
  'HLS-404': rule(
    'must',
    'any',
    'Apple 7.3',
    '画面的 tfdt 接着上一个分片的末尾。',
    'The tfdt of the picture goes on where the last segment ended.',
  ),
  'HLS-405': rule(
    'must',
    'any',
    'Weireel',
    '没有画面在其分片开始之前显示。',
    'No picture is shown before its segment begins.',
  ),
  'HLS-406': rule(
    'must',
    'any',
    'Weireel',
    '没有画面延续到其分片结束之后。',
    'No picture lasts beyond the end of its segment.',
  ),
  'HLS-407': rule('must', 'any', 'Weireel', '每个样本的时长大于零。', 'Every sample lasts longer than zero.'),
  'HLS-408': rule(
    'must',
    'any',
    'RFC 8216 4.3.2.1',
    'EXTINF 等于分片的真实时长（10 毫秒以内）。',
    'EXTINF is the real duration of the segment (within 10 ms).',
  ),
  'HLS-409': rule(
    'must',
    'sealed',
    'Apple 8.1',
    'EXTINF 之和与真实时长相差不超过一帧。',
    'The sum of EXTINF is within one frame of the real duration.',
  ),
  'HLS-410': rule(
    'must',
    'any',
    'Weireel',
    '没有短于 0.5 秒的分片，除非整个片子就这么短。',
    'No segment is shorter than 0.5 s, unless the clip is.',
  ),
  'HLS-411': rule(
    'must',
    'any',
    'Apple 7.7',
    '没有分片比目标时长多出 0.5 秒以上。',
    'No segment exceeds the target duration by more than 0.5 s.',
  ),
  'HLS-412': rule(
    'must',
    'any',
    'Weireel',
    '声音与画面在一帧之内同时开始（AAC 的编码延迟也算在内）。',
    'Sound and picture begin within one frame of each other (the delay of an AAC encoder included).',
  ),
  'HLS-413': rule(
    'must',
    'sealed',
    'Weireel',
    '声音与画面的结束相差不超过 50 毫秒。',
    'Sound and picture end within 50 ms of each other.',
  ),
  'HLS-414': rule(
    'must',
    'any',
    'Apple 7.3',
    '声音接着上一个分片的末尾。',
    'The sound goes on where the last segment ended.',
  ),
  'HLS-415': rule(
    'must',
    'any',
    'ISO/IEC 14496-15',
    'avc1 分片不带初始化分片中没有的参数集。',
    'Segments of avc1 carry no parameter sets that the initialization segment does not have.',
  ),
  'HLS-416': rule(
    'must',
    'any',
    'ISO/IEC 14496-12 8.8.3',
    '分片的第一个画面标记为同步样本。',
    'The first picture of a segment is flagged as a sync sample.',
  ),
  'HLS-417': rule(
    'should',
    'any',
    'Weireel, Apple 1.13',
    '至少每 4 秒有一个 IDR。编码的阶梯每 2 秒一个，直接复制的原片最多 4 秒。',
    'There is an IDR at least every 4 s. Our ladders have one every 2 s, stream copies at most 4 s.',
  ),
  'HLS-418': rule(
    'must',
    'any',
    'ISO/IEC 14496-3 4.5.1.1',
    '每个 AAC 声音帧的时长就是其编码的帧长（相差不到一半）。',
    'Every frame of AAC sound lasts as long as frames of its codec do (within a half).',
  ),
};

/** Rules for the renditions of one edition, compared. */
export const alignmentRules = {
  'HLS-501': rule(
    'must',
    'sealed',
    'Weireel',
    '所有画面的分片数相同。',
    'All renditions of the picture have the same number of segments.',
  ),
  'HLS-502': rule(
    'must',
    'sealed',
    'Weireel, Apple 8.22',
    '所有画面的分片边界一致，相差不超过一帧。',
    'All renditions of the picture have the same segment boundaries, within one frame.',
  ),
  'HLS-503': rule(
    'must',
    'sealed',
    'Apple 8.3, 8.7',
    '所有媒体播放列表的时长相同，相差不超过一帧。',
    'All media playlists last equally long, within one frame.',
  ),
  'HLS-504': rule(
    'must',
    'sealed',
    'Apple 8.2',
    '所有媒体播放列表的目标时长相同。',
    'All media playlists have the same target duration.',
  ),
  'HLS-505': rule(
    'must',
    'any',
    'Weireel',
    '要么所有变体都有声音，要么都没有。',
    'Either all variants have sound or none has.',
  ),
  'HLS-506': rule(
    'must',
    'sealed',
    'Apple 8.15',
    '所有画面在同样的位置标明不连续。',
    'All renditions of the picture mark discontinuities at the same places.',
  ),
  'HLS-507': rule(
    'must',
    'sealed',
    'Weireel',
    '同一版本的 MP4 文件与 HLS 一样长，相差不超过 100 毫秒。',
    'The plain MP4 of an edition lasts as long as its HLS, within 100 ms.',
  ),
};

/** Rules for I-frame playlists. */
export const iFrameRules = {
  'HLS-601': rule(
    'must',
    'any',
    'Apple 6.8',
    'I 帧播放列表带 EXT-X-I-FRAMES-ONLY。',
    'An I-frame playlist has EXT-X-I-FRAMES-ONLY.',
  ),
  'HLS-602': rule(
    'must',
    'any',
    'Apple 6.10, RFC 8216 4.3.3.6',
    'I 帧的字节范围含有 moof 和一个完整的 IDR。',
    'The byte range of an I-frame holds the moof and a whole IDR.',
  ),
  'HLS-603': rule(
    'must',
    'sealed',
    'RFC 8216 4.3.3.6',
    'I 帧播放列表与画面一样长，相差不超过一帧。',
    'An I-frame playlist lasts as long as the picture, within one frame.',
  ),
  'HLS-604': rule(
    'must',
    'any',
    'RFC 8216 4.3.2.2',
    '字节范围在文件之内。',
    'A byte range lies within its file.',
  ),
};

/** Rules for subtitles. */
export const subtitleRules = {
  'HLS-701': rule(
    'must',
    'any',
    'RFC 8216 3.5',
    '字幕分片以 WEBVTT 开头。',
    'A segment of subtitles begins with WEBVTT.',
  ),
  'HLS-702': rule(
    'must',
    'any',
    'Apple 5.x, RFC 8216 3.5',
    'WebVTT 分片带 X-TIMESTAMP-MAP。',
    'A WebVTT segment has an X-TIMESTAMP-MAP.',
  ),
  'HLS-703': rule(
    'must',
    'sealed',
    'Apple 5.x',
    '字幕播放列表覆盖整个内容。',
    'A subtitle playlist covers the whole content.',
  ),
};
