import type { BodyOf, RouteName } from '@weireel/contract';
import { apiOf, personPassword, signInAsAdmin, type Person } from '../api.ts';
import type { Furniture } from './scenes.ts';

/** What a script that got into a page calls. */
export const alarm = 'xss()';
const short = `<svg onload=${alarm}>`;

/**
 * A text that tries to be more than text: as HTML, out of an attribute, as a template, as a link. As much of it as a
 * field takes.
 */
export function hostile(mostCharacters: number): string {
  const more = [
    ...[`"'><img src=x onerror=${alarm}>`, `</title><script>${alarm}</script>`, `javascript:${alarm}`],
    `{{constructor.constructor('${alarm}')()}}`,
  ];
  return more.reduce((text, next) => ((text + next).length <= mostCharacters ? text + next : text), short);
}

/** Where in the body of a call there is a hostile text, as `call.field[].field`. */
export function hostilePlaces(value: unknown, place: string): string[] {
  if (typeof value === 'string') return value.includes(alarm) ? [place] : [];
  if (Array.isArray(value)) return value.flatMap((each) => hostilePlaces(each, `${place}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => hostilePlaces(each, `${place}.${name}`));
}

/**
 * Writes hostile texts over everything that `furnish` has made, so that every page shows them.
 *
 * @returns the fields that took one
 */
export async function writeHostile(url: string, furniture: Furniture): Promise<Set<string>> {
  const taken = new Set<string>();
  const admin = await signInAsAdmin(url);
  const note = <N extends RouteName>(name: N, body: BodyOf<N>): BodyOf<N> => {
    for (const place of hostilePlaces(body, name)) taken.add(place);
    return body;
  };
  const guest = await registerHostile(url, note('register', registration()));
  await writeAbout(furniture, { admin, note });
  await writePeople(furniture, { admin, guest, note });
  await writeProjects(furniture, { admin, note });
  return taken;
}

/** Notes the hostile fields of a body, and gives it back. */
type Note = <N extends RouteName>(name: N, body: BodyOf<N>) => BodyOf<N>;

const registration = (): BodyOf<'register'> => ({
  account: `guest${Date.now()}`,
  ...{ password: personPassword, nickname: hostile(40) },
});

async function registerHostile(url: string, body: BodyOf<'register'>): Promise<Person> {
  const { token, user } = await apiOf(url).call('register', { body });
  return { url, account: body.account, token, id: user.id, api: apiOf(url, token) };
}

/** The video, and what stands in lists with it. */
async function writeAbout(
  { videoId, collectionId, categoryId }: Furniture,
  { admin: { api }, note }: { admin: Person; note: Note },
): Promise<void> {
  const params = { id: videoId };
  await api.call('putVideoDetails', {
    params,
    body: note('putVideoDetails', {
      // What finds it in scenes stays.
      ...{ title: `Sea ${hostile(96)}`, description: `#海边 ${hostile(1900)}`, tags: ['海边', hostile(30)] },
      ...{ categoryId, visibility: 'public' },
    }),
  });
  const cues = [{ startMs: 0, endMs: 2000, text: hostile(500), words: null }];
  await api.call('putCaptions', {
    params: { ...params, language: 'en' },
    body: note('putCaptions', { label: hostile(60), cues }),
  });
  const chapters = [
    { startMs: 0, title: hostile(100) },
    { startMs: 1000, title: hostile(100) },
  ];
  await api.call('putChapters', { params, body: note('putChapters', { chapters }) });
  await api.call('putCollection', {
    params: { id: collectionId },
    body: note('putCollection', {
      ...{ kind: 'course', visibility: 'public', coverVideoId: null },
      ...{ title: hostile(100), description: hostile(1000) },
    }),
  });
  const names = { zh: hostile(30), en: `${short}2` };
  await api.call('putCategory', {
    params: { id: categoryId },
    body: note('putCategory', { names, isRetired: false }),
  });
}

/** People, what they say, and what becomes of it elsewhere: news, reports, held comments. */
async function writePeople(
  { videoId, groupId, personId }: Furniture,
  { admin, guest, note }: { admin: Person; guest: Person; note: Note },
): Promise<void> {
  const params = { id: videoId };
  await admin.api.call('putProfile', {
    body: note('putProfile', { nickname: `${short}站`, bio: hostile(300) }),
  });
  const badge = note('putBadge', { badge: hostile(20) });
  await admin.api.call('putBadge', { params: { id: personId }, body: badge });
  await admin.api.call('renameGroup', {
    params: { id: groupId },
    body: note('renameGroup', { name: hostile(60) }),
  });
  const desk = { handle: `<svg/onload=${alarm}>`, nickname: `${short}台`, bio: hostile(300) };
  await admin.api.call('createChannel', { body: note('createChannel', desk) });
  const say = (person: Person, text: string) =>
    person.api.call('createComment', { params, body: note('createComment', { body: text }) });
  await admin.api.call('putCommentPolicy', { params, body: { policy: 'open' } });
  await say(guest, hostile(480));
  await say(admin, `${hostile(300)} 2`);
  await guest.api.call('createDanmaku', {
    params,
    body: note('createDanmaku', { body: hostile(100), atMs: 300 }),
  });
  await admin.api.call('putCommentPolicy', { params, body: { policy: 'approve' } });
  await say(guest, `${hostile(300)} held`);
  await guest.api.call('likeVideo', { params });
  await guest.api.call('followUser', { params: { id: personId } });
  await admin.api.call('followUser', { params: { id: guest.id } });
  const subject = { kind: 'video', id: videoId } as const;
  const detail = hostile(400);
  await guest.api.call('createReport', { body: note('createReport', { subject, reason: 'other', detail }) });
  const upload = { fileName: `${hostile(200)}.mp4`, sizeBytes: 5_000_000 };
  await admin.api.call('createUpload', { body: note('createUpload', upload) });
}

/** Projects, and the texts of their documents. */
async function writeProjects(
  { projectId }: Furniture,
  { admin: { api }, note }: { admin: Person; note: Note },
): Promise<void> {
  const params = { id: projectId };
  const project = await api.call('project', { params });
  // As: it is the document that was read, with other words in it.
  const document = JSON.parse(
    JSON.stringify(project.document).replaceAll('海边的一天', () => short),
  ) as object;
  const body = note('putProject', { title: hostile(100), document, revision: project.revision });
  await api.call('putProject', { params, body });
}
