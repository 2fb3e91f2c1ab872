import type { EventFacts, EventKind, StreamMessageName, Unread, Video } from '@weireel/contract';
import type { UploadProgress } from '@weireel/db/uploads';
import type { Change, Changes } from './changes.ts';

/** An event as presenters need it. */
export type TellableEvent = EventFacts & {
  /** Id of the thing that it happened to. */
  subject_id: string;
};

/** What a person is told. */
export type StreamMessage = { name: StreamMessageName } & (
  | { name: 'video'; data: Video }
  | { name: 'video-deleted'; data: { id: string } }
  | { name: 'upload'; data: { id: string } & UploadProgress }
  | { name: 'unread'; data: Unread }
);

/** The present state of a person's things, as they may see it. */
export interface PersonalView {
  /** Those of these videos, and of the videos that show these assets or will, that are theirs, each once. */
  videos(wanted: { videoIds: readonly string[]; assetIds: readonly string[] }): Promise<Video[]>;
  /** How far uploads are, by id; without those that are there no more. */
  uploads(ids: readonly string[]): Promise<ReadonlyMap<string, UploadProgress>>;
  /** How much they have not read. */
  unread(): Promise<Unread>;
}

type Presenter<K extends EventKind> = (event: Extract<TellableEvent, { kind: K }>) => Change[];

function ofUpload(event: { subject_id: string; payload: { assetId: string } }): Change[] {
  return [
    { noun: 'upload', id: event.subject_id },
    { noun: 'asset', id: event.payload.assetId },
  ];
}

/** What an event of each kind changes of what its person sees. Kinds that change nothing of it say so. */
const presenters: { [K in EventKind]: Presenter<K> } = {
  'video.created': ({ subject_id }) => [{ noun: 'video', id: subject_id }],
  'video.changed': ({ subject_id }) => [{ noun: 'video', id: subject_id }],
  'video.deleted': ({ subject_id }) => [{ noun: 'deletedVideo', id: subject_id }],
  'video.moved': ({ subject_id }) => [{ noun: 'movedVideo', id: subject_id }],
  'captions.changed': ({ subject_id }) => [{ noun: 'video', id: subject_id }],
  'asset.changed': ({ subject_id }) => [{ noun: 'asset', id: subject_id }],
  'asset.deleted': () => [],
  'upload.created': ofUpload,
  'upload.completed': ofUpload,
  'upload.cancelled': ofUpload,
  'upload.expired': ofUpload,
  'user.registered': () => [],
  'user.profile_changed': () => [],
  'user.avatar_changed': () => [],
  'user.badge_changed': () => [],
  'user.password_changed': () => [],
  'user.reset_made': () => [],
  'user.reset_mailed': () => [],
  'user.email_changed': () => [],
  'user.second_factor_changed': () => [],
  'user.recovery_codes_made': () => [],
  'user.recovery_code_used': () => [],
  'user.identity_changed': () => [],
  'user.wechat_changed': () => [],
  'user.deleted': () => [],
  'user.roles_changed': () => [],
  'channel.created': () => [],
  'channel.member_changed': () => [],
  'job.dead': () => [],
  'notification.changed': ({ subject_id }) => [{ noun: 'unread', id: subject_id }],
};

/** What an event changes of what its person sees. */
export function changesOf(event: TellableEvent): Change[] {
  const present = presenters[event.kind] as (event: TellableEvent) => Change[]; // the table pairs kind and event
  return present(event);
}

/** So many things are asked for at once: few questions, and none that others wait for long. */
const askedAtOnce = 25;

/**
 * Tells the newest state of what changed, each video once by whatever way it did. One that has moved to where it is
 * theirs no more is told of as deleted.
 */
export async function presentChanges(changes: Changes, view: PersonalView): Promise<StreamMessage[]> {
  const messages: StreamMessage[] = [];
  for (const id of changes.of('deletedVideo')) messages.push({ name: 'video-deleted', data: { id } });
  const told = new Set<string>();
  const tell = async (videoIds: readonly string[], assetIds: readonly string[]): Promise<void> => {
    for (const video of await view.videos({ videoIds, assetIds })) {
      if (!told.has(video.id)) messages.push({ name: 'video', data: video });
      told.add(video.id);
    }
  };
  for (const assetIds of inSlices(changes.of('asset'))) await tell([], assetIds);
  const moved = changes.of('movedVideo');
  for (const videoIds of inSlices(new Set([...changes.of('video'), ...moved]))) {
    const rest = videoIds.filter((id) => !told.has(id));
    if (rest.length > 0) await tell(rest, []);
  }
  for (const id of moved) if (!told.has(id)) messages.push({ name: 'video-deleted', data: { id } });
  for (const ids of inSlices(changes.of('upload'))) {
    for (const [id, progress] of await view.uploads(ids)) {
      messages.push({ name: 'upload', data: { id, ...progress } });
    }
  }
  if (changes.of('unread').size > 0) messages.push({ name: 'unread', data: await view.unread() });
  return messages;
}

function inSlices(ids: ReadonlySet<string>): string[][] {
  const all = [...ids];
  const count = Math.ceil(all.length / askedAtOnce);
  return Array.from({ length: count }, (_, n) => all.slice(n * askedAtOnce, (n + 1) * askedAtOnce));
}
