import type { Video } from '@weireel/contract';
import type { Api } from '../api.ts';
import { createToggle, type Toggle, type ToggleState } from './toggle.ts';

/** What one press says of a video or its author. */
export type FactKind = 'like' | 'favourite' | 'follow';

/** A person as far as following them goes, as a list named them. */
export interface Followable {
  /** Their id. */
  id: string;
  /** Whether I followed them when it was read. */
  following: boolean;
  /** How many people did. Absent: nobody said. */
  followers?: number;
}

/** What facts are told and tell. */
export interface FactsOptions {
  /** The server. */
  api: Api;
  /** Something else is to be shown. */
  onChange: () => void;
  /** Why a press had no effect; what is shown is true again by then. */
  onFailed: (error: unknown) => void;
}

/**
 * What was pressed on this device. The same video stands in the feed and on its page, and an author has many: what is
 * pressed here shows there. Once pressed, a copy of the video that was read before does not count any more.
 */
export interface Facts {
  /** What is to be shown of a fact; as the video said when nothing newer is known. */
  stateOf(kind: FactKind, video: Video): ToggleState;
  /** Asks what a person who signed in meanwhile has to do with a video. */
  askMine(video: Video): Promise<void>;
  /** Wishes that a fact be so. */
  set(kind: FactKind, video: Video, isOn: boolean): void;
  /** Whether I follow a person, whom no video stands for; as they were read when nothing newer is known. */
  followOf(person: Followable): ToggleState;
  /** Wishes to follow a person, or not to. */
  setFollow(person: Followable, isOn: boolean): void;
  /** Forgets everything: it is another person who looks now. */
  forget(): void;
}

/** Facts of which none was pressed. */
export function createFacts({ api, onChange, onFailed }: FactsOptions): Facts {
  const shown = new Map<string, ToggleState>();
  const toggles = new Map<string, Toggle>();
  // Of videos that were read while nobody was signed in, and so without what is mine.
  const readAgain = new Map<string, Video>();
  const asked = new Set<string>();

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

  function toggleOf(kind: FactKind, id: string, told: () => ToggleState): Toggle {
    const key = `${kind} ${id}`;
    const known = toggles.get(key);
    if (known !== undefined) return known;
    const toggle = createToggle({
      state: told(),
      send: (wish) => send(api, { kind, id }, wish),
      onShown(state) {
        // What was forgotten meanwhile was another person's.
        if (toggles.get(key) !== toggle) return;
        shown.set(key, state);
        onChange();
      },
      onFailed,
    });
    toggles.set(key, toggle);
    return toggle;
  }

  return {
    stateOf: (kind, video) => shown.get(`${kind} ${subjectOf(kind, video)}`) ?? toldBy(kind, video),
    followOf: (person) => shown.get(`follow ${person.id}`) ?? stateOfPerson(person),
    setFollow: (person, isOn) => toggleOf('follow', person.id, () => stateOfPerson(person)).set(isOn),
    async askMine(video) {
      if (video.mine !== null || asked.has(video.id)) return;
      asked.add(video.id);
      try {
        readAgain.set(video.id, await api.call('video', { params: { id: video.id } }));
        onChange();
      } catch {
        // It is shown as not pressed; pressing it is right in any case.
      }
    },
    set: (kind, video, isOn) => toggleOf(kind, subjectOf(kind, video), () => toldBy(kind, video)).set(isOn),
    forget() {
      for (const known of [toggles, shown, readAgain, asked]) known.clear();
      onChange();
    },
  };
}

const subjectOf = (kind: FactKind, video: Video): string => (kind === 'follow' ? video.author.id : video.id);
const stateOfPerson = ({ following, followers = 0 }: Followable): ToggleState => ({
  ...{ isOn: following, count: followers },
});

async function send(
  api: Api,
  { kind, id }: { kind: FactKind; id: string },
  wish: boolean,
): Promise<ToggleState> {
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
