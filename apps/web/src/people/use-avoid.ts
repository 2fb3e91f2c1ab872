import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { api } from '../api/api.ts';
import { useSession } from '../session/session.ts';
import { errorText } from '../shell/error-text.ts';
import { notify } from '../shell/notify.ts';

/** What one may do about meeting somebody, by what the notice says then. */
const callsByEnd = {
  blocked: 'blockUser',
  unblocked: 'unblockUser',
  muted: 'muteUser',
  unmuted: 'unmuteUser',
  shown: 'showAuthor',
} as const;

/** Lets whoever looks block and mute people, and end it; the signed-out sign in first, and come back. */
export function useAvoid() {
  const { t } = useI18n();
  const session = useSession();
  const router = useRouter();

  /** Does it, and says so, or why not; gives whether it is done. */
  async function avoid(
    end: keyof typeof callsByEnd,
    { id, nickname: name }: { id: string; nickname: string },
  ): Promise<boolean> {
    if (session.me === null) {
      await router.push({ name: 'login', query: { to: router.currentRoute.value.fullPath } });
      return false;
    }
    try {
      await api.call(callsByEnd[end], { params: { id } });
    } catch (error) {
      notify('error', errorText(error));
      return false;
    }
    notify('success', t(`avoid.${end}`, { name }));
    return true;
  }

  return { avoid };
}
