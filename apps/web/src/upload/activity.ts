import { reactive } from 'vue';

/** What the navigation shows of running uploads, without loading the code that uploads. */
export const uploadActivity = reactive({
  /** Files that are not at their end. */
  active: 0,
  /** Their common progress, 0–1. */
  progress: 0,
  /** Progress of each video whose bytes go out from this page, by the video's id. */
  ofVideo: new Map<string, number>(),
});
