import { entry, type CatalogueEntry } from '../catalogue-entry.ts';

/** What may go wrong with projects. */
export const projectsErrors = {
  document_invalid: entry(
    422,
    '剪辑内容有误，或使用了不可用的素材',
    'Something is wrong with this edit, or it uses what may not be used',
  ),
  project_changed: entry(409, '项目已在别处修改', 'This project was changed elsewhere'),
  too_many_projects: entry(409, '项目数量已达上限', 'You have as many projects as one may have'),
  too_many_renders: entry(
    409,
    '正在生成或今日已生成的影片过多，请稍后再试',
    'Too many films are being made, or were made today; try again later',
  ),
  too_many_previews: entry(
    429,
    '预览请求过于频繁，请稍后再试',
    'Too many previews were asked for; try again shortly',
  ),
  too_many_surveys: entry(
    429,
    '素材分析请求过于频繁，请稍后再试',
    'Too many sources are to be surveyed; try again shortly',
  ),
  too_many_frames: entry(
    429,
    '画面请求过于频繁，请稍后再试',
    'Too many single pictures were asked for; try again shortly',
  ),
  frame_not_made: entry(
    503,
    '画面暂未生成，请稍后再试',
    'This picture is not made yet; try again shortly',
    'circumstances',
  ),
  too_many_operations: entry(422, '一次提交的操作过多', 'These are too many operations at once'),
  not_a_template: entry(422, '该项目没有可填充的槽位', 'This project has no slots to fill'),
  too_many_rows: entry(422, '一次最多生成 50 部影片', 'A batch has 50 films at most'),
  export_too_long: entry(
    422,
    '影片过长，无法导出为动图（GIF 最长 30 秒，WebP 最长 60 秒）',
    'This film is too long for an animated picture (GIF: 30 s, WebP: 60 s at most)',
  ),
  export_too_large: entry(
    422,
    '导出的文件过大，请缩短影片后再试',
    'The exported file would be too large; make the film shorter',
    'source',
  ),
  film_has_no_sound: entry(422, '该影片没有声音', 'This film has no sound'),
  too_many_exports: entry(
    429,
    '导出请求过于频繁，请稍后再试',
    'Too many exports were asked for; try again shortly',
  ),
  nothing_to_render: entry(422, '时间线上没有内容', 'There is nothing on the timeline'),
} as const satisfies Record<string, CatalogueEntry>;
