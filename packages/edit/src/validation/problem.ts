/** How bad a problem is: with an error the document is not rendered, with a warning something of it is not seen. */
export type Severity = 'error' | 'warning';

/** The closed list of what may be wrong with a document, or stand in the way of an edit, in our languages. */
export const problemCatalogue = {
  required: entry('error', '缺少必填字段', 'This field is required'),
  unknown_field: entry('error', '未知字段', 'There is no such field'),
  wrong_type: entry('error', '类型不正确', 'This is of the wrong type'),
  bad_format: entry('error', '格式不正确', 'This does not have the form that is expected'),
  not_allowed: entry('error', '不是允许的值', 'This is none of the values that are allowed'),
  too_small: entry('error', '数值过小', 'This number is too small'),
  too_large: entry('error', '数值过大', 'This number is too large'),
  too_short: entry('error', '内容过短', 'This is too short'),
  too_long: entry('error', '内容过长', 'This is too long'),
  too_few: entry('error', '数量过少', 'There are too few of these'),
  too_many: entry('error', '数量过多', 'There are too many of these'),
  too_deep: entry('error', '嵌套过深', 'This is nested too deeply'),
  not_json: entry('error', '含有无法保存的值', 'This cannot be kept as JSON'),
  repeated: entry('error', '重复的值', 'This stands here twice'),
  too_new: entry(
    'error',
    '文档由更新版本的程序创建，请先升级',
    'A newer program made this document; update first',
  ),
  too_many_items: entry('error', '片段总数超过上限', 'There are too many items in all'),
  too_many_key_frames: entry('error', '关键帧总数超过上限', 'There are too many key frames in all'),
  too_many_characters: entry('error', '文字总数超过上限', 'There are too many characters in all'),
  too_many_transitions: entry('error', '转场总数超过上限', 'There are too many transitions in all'),
  timeline_too_long: entry('error', '时间线超过最长时长', 'The timeline is too long'),
  id_taken: entry('error', '标识重复', 'Another one has this id'),
  inexact_frame_rate: entry('error', '不支持的帧率', 'Frames of this rate are no whole number of ticks'),
  not_in_order: entry('error', '未按时间顺序排列', 'This is not in the order of time'),
  overlap: entry('error', '与同一轨道上的其他片段重叠', 'This lies over another item of its track'),
  wrong_track: entry('error', '此类片段不能放在该轨道上', 'An item of this kind has no place on this track'),
  asset_missing: entry('error', '引用的素材不存在', 'The asset that is named here is not there'),
  asset_unavailable: entry(
    'error',
    '素材不存在、尚未处理完成或无权使用',
    'This asset is not there, not ready, or not yours to use',
  ),
  wrong_asset: entry('error', '素材类型不符', 'An asset of this kind cannot be used here'),
  style_missing: entry('error', '引用的文字样式不存在', 'The style that is named here is not there'),
  track_missing: entry('error', '引用的轨道不存在', 'The track that is named here is not there'),
  item_missing: entry('error', '引用的片段不存在', 'The item that is named here is not there'),
  transition_missing: entry('error', '转场不存在', 'The transition that is named here is not there'),
  outside_source: entry('error', '超出素材的时间范围', 'This reaches beyond the source'),
  bad_speed: entry('error', '速度须在 0.1 至 10 倍之间', 'Speed is from a tenth to ten times'),
  not_neighbours: entry('error', '转场两侧的片段不相邻', 'These two items do not meet'),
  transition_too_long: entry('error', '转场长于其所在的片段', 'The transition is longer than what it joins'),
  empty_picture: entry('error', '裁剪后没有画面', 'Nothing is left of the picture'),
  outside_item: entry('error', '超出片段的时间范围', 'This lies outside its item'),
  bad_path: entry('error', '路径遮罩需要顶点，其他遮罩不能有', 'A path, and only a path, has points'),
  duck_itself: entry('error', '轨道不能为自己让路', 'A track cannot give way to itself'),
  unknown_kind: entry('warning', '未知类型，将保留但不显示', 'Of an unknown kind: kept, and not shown'),
  unknown_parameter: entry('warning', '未知参数，将被忽略', 'An unknown parameter: kept, and without effect'),
  not_in_otio: entry(
    'warning',
    'OTIO 无法表达，仅保留在元数据中',
    'OTIO has no word for this; it is kept as metadata',
  ),
  not_in_document: entry(
    'warning',
    '文档无法表达，未导入',
    'This cannot be said in a document and was left out',
  ),
  not_rendered: entry('error', '暂不支持渲染此内容', 'This cannot be rendered yet'),
  nothing_to_split: entry('error', '该时间点不在片段内部', 'There is nothing to split at this point'),
  in_transition: entry('error', '该时间点位于转场之中', 'This point is within a transition'),
  no_room: entry('error', '没有足够的空间', 'There is no room for it'),
  nothing_left: entry('error', '片段不会留下任何内容', 'Nothing would be left of the item'),
  locked: entry('error', '轨道已锁定', 'The track is locked'),
  wrong_kind: entry('error', '此类片段不支持该操作', 'Items of this kind cannot be changed so'),
  changed_meanwhile: entry('error', '内容已被他人修改', 'Somebody else has changed this meanwhile'),
} as const satisfies Record<string, ProblemEntry>;

interface ProblemEntry {
  severity: Severity;
  zh: string;
  en: string;
}

/** A code of the list. */
export type ProblemCode = keyof typeof problemCatalogue;

/** One thing that is wrong. */
export interface Problem {
  /** Where, as dotted path: `tracks.0.items.3.start`; empty for the document itself. */
  path: string;
  /** What is wrong. */
  code: ProblemCode;
  /** How bad it is. */
  severity: Severity;
  /** In Simplified Chinese. */
  zh: string;
  /** In English. */
  en: string;
}

/** Makes a problem; a path may be given by its steps. */
export function problem(code: ProblemCode, path: string | readonly (string | number)[]): Problem {
  return { path: typeof path === 'string' ? path : path.join('.'), code, ...problemCatalogue[code] };
}

function entry(severity: Severity, zh: string, en: string): ProblemEntry {
  return { severity, zh, en };
}
