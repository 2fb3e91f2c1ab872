/** Why something may be reported. Whoever chooses `other` says why in their own words. */
export const reportReasons = [
  'spam',
  'sexual',
  'violence',
  'hate',
  'harassment',
  'minors',
  'misinformation',
  'illegal',
  'copyright',
  'privacy',
  'other',
] as const;

/** What may be reported. */
export const reportSubjects = ['video', 'comment', 'danmaku', 'user'] as const;

/** Most characters of one's own words. */
export const reportDetailLength = 500;
