/** Bytes of a caption file that is taken; the longest film has a tenth of it. */
export const captionFileBytes = 2_000_000;

/** Characters of the name by which captions are chosen. */
export const captionLabelLength = { min: 1, max: 60 } as const;

/** Languages in which one video may have captions. */
export const mostCaptionLanguages = 20;

/** Characters of one caption: more than a screen has room for. */
export const captionTextLength = 2000;

/** Captions in one language. */
export const mostCaptions = 5000;

/** How captions came to be: from a file, by hand, or by a machine that listened. */
export const captionKinds = ['uploaded', 'edited', 'machine'] as const;
