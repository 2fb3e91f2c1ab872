import type { chapters as chinese } from '../zh-cn/chapters.ts';

/** What is said about chapters. */
export const chapters: typeof chinese = {
  chapters: {
    title: 'Chapters',
    now: 'Present chapter',
    at: 'Chapter at {time}',
    key: 'Previous / next chapter',
    pageText:
      'Divide the video into chapters: each has a time at which it begins, and a title. They are seen on the seek bar, and one can jump to them.',
    notPlayable: 'Chapters can be set beside the picture as soon as the video plays.',
    add: 'Add at this picture',
    read: 'Take from the description',
    readHint: 'Times and titles that the description lists',
    start: 'Begins at',
    name: 'Title',
    here: 'Begin at this picture',
    remove: 'Delete this chapter',
    badTime: 'This is no time',
    tooLate: 'Behind the end of the video',
    twice: 'Another one begins at the same time',
    noName: 'It has no title yet',
    none: 'No chapters yet',
    noneText: 'Stop at the picture where one begins, and press “Add at this picture”.',
    unsaved: 'Not saved yet',
    saved: 'Chapters saved',
  },
};
