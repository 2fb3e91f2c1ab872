import type { Profile, Video } from '@weireel/contract';
import { profileLimits } from '@weireel/contract/plain';
import { computed, ref, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { api } from '../api/api.ts';
import { troubleOf, type Trouble } from '../api/trouble.ts';
import { useSession } from '../session/session.ts';
import { errorText } from '../shell/error-text.ts';
import { notify } from '../shell/notify.ts';
import { usePages } from '../shell/use-pages.ts';
import { useAvoid } from './use-avoid.ts';

/** A person's page: who they are, their videos, and what one may do about them. */
export function usePerson(id: string) {
  const { t } = useI18n();
  const session = useSession();
  const router = useRouter();
  const { avoid } = useAvoid();
  const params = { id };
  const person = shallowRef<Profile | null>(null);
  const trouble = ref<Trouble | null>(null);
  const pages = usePages<Video>((query) => api.call('userVideos', { params, query }));
  const pinnedIds = computed(() => (person.value?.pinned ?? []).map((video) => video.id));

  async function load(): Promise<void> {
    trouble.value = null;
    try {
      person.value = await api.call('user', { params });
    } catch (error) {
      trouble.value = troubleOf(error);
    }
  }

  async function follow(isWanted: boolean): Promise<void> {
    if (session.me === null) {
      await router.push({ name: 'login', query: { to: router.currentRoute.value.fullPath } });
      return;
    }
    try {
      await api.call(isWanted ? 'followUser' : 'unfollowUser', { params });
      await load();
    } catch (error) {
      notify('error', errorText(error));
    }
  }

  async function change(end: 'blocked' | 'unblocked' | 'muted' | 'unmuted'): Promise<void> {
    if (person.value === null || !(await avoid(end, person.value))) return;
    await Promise.all([load(), pages.reload()]);
  }

  async function pin(video: Video, isWanted: boolean): Promise<void> {
    const others = pinnedIds.value.filter((each) => each !== video.id);
    if (isWanted && others.length >= profileLimits.pinned) {
      notify('info', t('person.mostPinned', { n: profileLimits.pinned }));
      return;
    }
    try {
      await api.call('putPinnedVideos', { body: { videoIds: isWanted ? [...others, video.id] : others } });
      await load();
    } catch (error) {
      notify('error', errorText(error));
    }
  }

  void load();
  return { person, trouble, pages, pinnedIds, load, follow, change, pin };
}
