/** What the page of one video says around its player. */
export const watch = {
  download: {
    act: 'Download',
    allow: 'May be downloaded',
    allowHint: 'Whoever may see it may keep a copy; copies stay when this is switched off',
  },
  watch: {
    publishedAt: 'Published {time}',
    createdAt: 'Uploaded {time}',
    notPlayableTitle: 'The video is being prepared',
    notPlayableText: 'It starts here by itself as soon as a first version can be played.',
    manage: 'Manage my videos',
    noDescription: 'The author wrote no description.',
    processing: 'Processing',
  },
};
