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
  /** A video of theirs; null when there is none any more. */
  video(id: string): Promise<Video | null>;
  /** Their videos that show an asset, or will; without those that are known already, which are not presented again. */
  videosAbout(assetId: string, known: ReadonlySet<string>): Promise<Video[]>;
  /** How far an upload is; null when there is none any more. */
  upload(id: string): Promise<UploadProgress | null>;
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
  'asset.changed': ({ subject_id }) => [{ noun: 'asset', id: subject_id }],
  'asset.deleted': () => [],
  'upload.created': ofUpload,
  'upload.completed': ofUpload,
  'upload.cancelled': ofUpload,
  'upload.expired': ofUpload,
  'user.registered': () => [],
  'user.roles_changed': () => [],
  'job.dead': () => [],
  'notification.changed': ({ subject_id }) => [{ noun: 'unread', id: subject_id }],
};

/** What an event changes of what its person sees. */
export function changesOf(event: TellableEvent): Change[] {
  const present = presenters[event.kind] as (event: TellableEvent) => Change[]; // the table pairs kind and event
  return present(event);
}

/** Tells the newest state of what changed, each video once by whatever way it did. */
export async function presentChanges(changes: Changes, view: PersonalView): Promise<StreamMessage[]> {
  const messages: StreamMessage[] = [];
  for (const id of changes.of('deletedVideo')) messages.push({ name: 'video-deleted', data: { id } });
  const known = new Set<string>();
  const tell = (video: Video): void => {
    known.add(video.id);
    messages.push({ name: 'video', data: video });
  };
  for (const assetId of changes.of('asset')) {
    for (const video of await view.videosAbout(assetId, known)) tell(video);
  }
  for (const id of changes.of('video')) {
    const video = known.has(id) ? null : await view.video(id);
    if (video) tell(video);
  }
  for (const id of changes.of('upload')) {
    const progress = await view.upload(id);
    if (progress) messages.push({ name: 'upload', data: { id, ...progress } });
  }
  if (changes.of('unread').size > 0) messages.push({ name: 'unread', data: await view.unread() });
  return messages;
}
