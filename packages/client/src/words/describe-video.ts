import type { Stage, StageName, Video } from '@weireel/contract';

/** How a state feels: something moves, all is well, nothing to report, something is wrong. */
export type Tone = 'moving' | 'good' | 'quiet' | 'bad';

/** What is happening to a video, as message keys. */
export interface VideoWords {
  /** How it feels. */
  tone: Tone;
  /** Message key of the sentence. */
  key: string;
  /** Message key that fills `{then}` of the sentence; null: it has none. */
  thenKey: string | null;
  /** The stage that the words are about; null: none runs. */
  stage: StageName | null;
  /** How far that stage is, 0–1; null: it cannot be said. */
  progress: number | null;
  /** How long it still takes by the server's estimate; null: nobody knows. */
  remainingMs: number | null;
  /** Why the slow path was taken, in the reader's language; null: nothing to explain. */
  reason: string | null;
}

const stageKeys: Record<StageName, string> = {
  upload: 'pipeline.uploading',
  probe: 'pipeline.probe',
  first_playable: 'pipeline.firstPlayable',
  poster: 'pipeline.poster',
  ladder: 'pipeline.ladder',
  progressive: 'pipeline.progressive',
  derived: 'pipeline.derived',
};

// What a person cares about most comes first when several stages run at once.
const importance: StageName[] = [
  'upload',
  'probe',
  'first_playable',
  'ladder',
  'progressive',
  'derived',
  'poster',
];

/**
 * What is happening to a video, for its author. `sentHere`: progress of its bytes where this page sends them;
 * null when it does not: then nobody knows whether they still move.
 */
export function describeVideo(video: Video, sentHere: number | null = null): VideoWords {
  const running = runningStage(video);
  switch (video.state) {
    case 'failed':
      return words('bad', 'pipeline.failed');
    case 'uploading':
      return describeUploading(video, sentHere);
    case 'processing':
      return describeProcessing(video, running);
    case 'ready':
      return describeReady(video);
  }
}

/** The reason that explains why a stage takes its time; null: there is none. */
export function slowReason(video: Video): string | null {
  const stages = video.pipeline ?? [];
  return (
    stages.find((stage) => stage.reason !== undefined && stage.reason.message !== '')?.reason?.message ?? null
  );
}

/** What has arrived may play already. */
function describeUploading({ playable }: Video, sentHere: number | null): VideoWords {
  const plays = 'pipeline.playableThen';
  if (sentHere === null) {
    return playable
      ? { ...words('quiet', plays), thenKey: 'pipeline.receivingRest' }
      : words('quiet', 'pipeline.receiving');
  }
  const said = playable
    ? { ...words('moving', plays), thenKey: 'pipeline.uploadingRest' }
    : words('moving', 'pipeline.uploading');
  return { ...said, stage: 'upload', progress: sentHere };
}

function describeProcessing(video: Video, running: Stage | null): VideoWords {
  const reason = slowReason(video);
  if (running === null) {
    const { remainingMs } = video;
    if (!video.playable) return { ...words('quiet', 'pipeline.queued'), remainingMs, reason };
    const isQueued = (video.pipeline ?? []).some(
      ({ stage, state }) => stage === 'ladder' && state === 'waiting',
    );
    const thenKey = isQueued ? 'pipeline.ladderQueued' : 'pipeline.finishing';
    return { ...words('quiet', 'pipeline.playableThen'), thenKey, remainingMs, reason };
  }
  const key = stageKeys[running.stage];
  if (!video.playable) return { ...words('moving', key), ...facts(running), reason };
  // It plays from its beginning while its end is still being made.
  const thenKey = running.stage === 'first_playable' ? 'pipeline.rest' : key;
  // Who can watch already cares about the end of it all.
  const { remainingMs } = video;
  return { ...words('moving', 'pipeline.playableThen'), thenKey, ...facts(running), remainingMs, reason };
}

function describeReady(video: Video): VideoWords {
  if (video.visibility === 'private') return words('good', readyKeys.private);
  if (video.review === 'pending') return words('quiet', 'pipeline.readyPending');
  if (video.review === 'rejected') return words('bad', 'pipeline.readyRejected');
  return words('good', readyKeys[video.visibility]);
}

const readyKeys = {
  public: 'pipeline.readyPublic',
  unlisted: 'pipeline.readyUnlisted',
  internal: 'pipeline.readyInternal',
  group: 'pipeline.readyGroup',
  private: 'pipeline.readyPrivate',
} as const satisfies Record<Video['visibility'], string>;

function runningStage(video: Video): Stage | null {
  const running = (video.pipeline ?? []).filter(
    ({ stage, state }) => state === 'running' && stage in stageKeys,
  );
  running.sort((a, b) => importance.indexOf(a.stage) - importance.indexOf(b.stage));
  return running[0] ?? null;
}

function facts(stage: Stage): Pick<VideoWords, 'stage' | 'progress' | 'remainingMs'> {
  // A stage that has only begun says nothing yet; a bar at zero would look stuck.
  const { progress, remainingMs } = stage;
  return { stage: stage.stage, progress: progress > 0 ? progress : null, remainingMs };
}

function words(tone: Tone, key: string): VideoWords {
  return { tone, key, thenKey: null, stage: null, progress: null, remainingMs: null, reason: null };
}
