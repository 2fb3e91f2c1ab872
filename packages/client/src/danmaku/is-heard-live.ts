import type { Video } from '@weireel/contract';

/** Whether what is said over a video is told to others while they watch: all may see it, and it may be talked about. */
export const isHeardLive = ({
  visibility,
  commentPolicy,
}: Pick<Video, 'visibility' | 'commentPolicy'>): boolean =>
  (visibility === 'public' || visibility === 'unlisted') && commentPolicy !== 'closed';
