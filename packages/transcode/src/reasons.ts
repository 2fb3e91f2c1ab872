/** Why a source is encoded rather than copied, or what else its author should know, as a stable code with a sentence for its author. */
export interface PlanReason {
  /** Stable code; clients may branch on it. */
  code: ReasonCode;
  /** Sentence in Simplified Chinese. */
  zh: string;
  /** Sentence in English. */
  en: string;
}

/** The sentences of each code. The second group is found only while copying; the third is told on any path. */
const sentences = {
  codec_not_h264: ['视频编码不是 H.264', 'The picture is not coded as H.264'],
  not_8_bit_420: ['像素格式不是 8 位 4:2:0', 'The pixel format is not 8-bit 4:2:0'],
  hdr: ['HDR 画面需要转换为普通动态范围', 'High dynamic range is converted to standard range'],
  wide_gamut: ['广色域画面需要转换', 'Wide-gamut colours are converted'],
  interlaced: ['隔行扫描画面需要转换', 'Interlaced pictures are converted'],
  non_square_pixels: ['像素不是正方形', 'The pixels are not square'],
  mirrored: ['画面带有镜像标记', 'The picture is marked as mirrored'],
  bitrate_too_high: ['码率过高', 'The bit rate is too high for streaming'],
  frame_rate_too_high: ['帧率高于 60', 'There are more than 60 frames per second'],
  picture_too_large: ['画面尺寸过大', 'The picture is larger than phones can decode'],
  sound_goes_on: [
    '画面先于声音结束，最后一帧停留到声音结束',
    'The picture ends long before the sound, and its last one stays until then',
  ],
  time_missing: [
    '文件的时间有跳跃，缺失部分画面静止、没有声音',
    'Parts of the recording are missing; the picture stands still there, in silence',
  ],

  codec_not_supported: ['参数集不在文件头中', 'The parameter sets are not in the header'],
  first_picture_not_idr: ['第一帧不是关键帧', 'The first picture is not a key frame'],
  open_gop: ['关键帧不能独立解码', 'Key frames depend on pictures before them'],
  long_gop: ['关键帧间隔过长', 'Key frames are too far apart'],
  parameter_sets_change: ['编码参数中途改变', 'The coding parameters change on the way'],
  bad_times: ['时间戳有误', 'The time stamps are not in order'],
  edited: ['文件由剪辑标记拼接而成', 'Edits put the file together from parts'],
  hidden_pictures: ['片头被剪辑标记隐藏', 'An edit hides the beginning of the file'],
  picture_starts_late: ['画面晚于声音开始', 'The picture begins after the sound'],
  audio_starts_late: ['声音晚于画面开始', 'The sound begins after the picture'],
  audio_gap: ['声音中有空缺', 'There are gaps in the sound'],
  sound_changes: [
    '声音的声道或采样率中途改变',
    'The channels or the sample rate of the sound change on the way',
  ],
  damaged: ['文件部分损坏', 'Parts of the file are damaged'],

  joined_takes: ['由多段素材合成', 'Joined from several takes'],
  sound_unreadable: ['文件里的声音无法读取', 'The sound of the file cannot be read'],
  sound_places_unknown: [
    '声音没有说明各声道的位置，所有声道混合为立体声',
    'The sound does not say where its channels belong; all of them are mixed to stereo',
  ],
} as const satisfies Record<string, readonly [zh: string, en: string]>;

/** Stable code of a reason. Those that `@weireel/hls` refuses a stream with are among them. */
export type ReasonCode = keyof typeof sentences;

/** The reason with its sentences. */
export function reasonOf(code: ReasonCode): PlanReason {
  const [zh, en] = sentences[code];
  return { code, zh, en };
}

/** Whether a text is the code of a reason. */
export function isReasonCode(text: string): text is ReasonCode {
  return Object.hasOwn(sentences, text);
}
