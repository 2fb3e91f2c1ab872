import { createToggle, type Toggle, type ToggleState } from '@weireel/client';
import type { Video } from '@weireel/contract';
import { shallowReactive } from 'vue';
import { api } from '../api/api.ts';
import { troubleOf, troubleText } from '../api/trouble.ts';
import { notify } from '../shell/notify.ts';
import { currentLanguage, i18n } from '../language/language.ts';

/** What one press says of a video or its author. */
export type FactKind = 'like' | 'favourite' | 'follow';

interface Fact {
  kind: FactKind;
  /** What it is about: a video, or a person. */
  id: string;
}

// The same video stands in the feed and on its page, and an author has many: what is pressed here shows there. Once
// pressed, a copy of the video that was read before does not count any more.
const shown = shallowReactive(new Map<string, ToggleState>());
const toggles = new Map<string, Toggle>();
// Of videos that were read while nobody was signed in, and so without what is mine.
const readAgain = shallowReactive(new Map<string, Video>());
const asked = new Set<string>();

const keyOf = ({ kind, id }: Fact): string => `${kind} ${id}`;

function factOf(kind: FactKind, video: Video): Fact {
  return { kind, id: kind === 'follow' ? video.author.id : video.id };
}

/** What is to be shown of a fact; as the video said when nothing newer is known. */
export function stateOf(kind: FactKind, video: Video): ToggleState {
  return shown.get(keyOf(factOf(kind, video))) ?? toldBy(kind, video);
}

/** Asks what a person who signed in meanwhile has to do with a video. */
export async function askMine(video: Video): Promise<void> {
  if (video.mine !== null || asked.has(video.id)) return;
  asked.add(video.id);
  try {
    readAgain.set(video.id, await api.call('video', { params: { id: video.id } }));
  } catch {
    // It is shown as not pressed; pressing it is right in any case.
  }
}

/** Wishes that a fact be so. */
export function setFact(kind: FactKind, video: Video, isOn: boolean): void {
  const fact = factOf(kind, video);
  const key = keyOf(fact);
  let toggle = toggles.get(key);
  if (toggle === undefined) {
    toggle = createToggle({
      state: toldBy(kind, video),
      send: (wish) => send(fact, wish),
      onShown: (state) => shown.set(key, state),
      onFailed: (error) => notify('error', troubleText(troubleOf(error), i18n.global.t, currentLanguage())),
    });
    toggles.set(key, toggle);
  }
  toggle.set(isOn);
}

/** Forgets everything: it is another person who looks now. */
export function forgetFacts(): void {
  toggles.clear();
  shown.clear();
  readAgain.clear();
  asked.clear();
}

function toldBy(kind: FactKind, video: Video): ToggleState {
  const { mine, counts, author } = readAgain.get(video.id) ?? video;
  switch (kind) {
    case 'like':
      return { isOn: mine?.liked ?? false, count: counts.likes };
    case 'favourite':
      return { isOn: mine?.favourited ?? false, count: counts.favourites };
    case 'follow':
      return { isOn: mine?.following ?? false, count: author.counts.followers };
  }
}

async function send({ kind, id }: Fact, wish: boolean): Promise<ToggleState> {
  const params = { id };
  switch (kind) {
    case 'like': {
      const { liked, likes } = await api.call(wish ? 'likeVideo' : 'unlikeVideo', { params });
      return { isOn: liked, count: likes };
    }
    case 'favourite': {
      const name = wish ? 'favouriteVideo' : 'unfavouriteVideo';
      const { favourited, favourites } = await api.call(name, { params });
      return { isOn: favourited, count: favourites };
    }
    case 'follow': {
      const { following, followers } = await api.call(wish ? 'followUser' : 'unfollowUser', { params });
      return { isOn: following, count: followers };
    }
  }
}
