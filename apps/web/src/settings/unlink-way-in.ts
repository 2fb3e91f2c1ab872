import { ApiError } from '@weireel/client';
import { api } from '../api/api.ts';
import { i18n } from '../language/language.ts';
import { notify } from '../shell/notify.ts';

/** Takes a way into one's own account away; false: it is the only one, which is said. What else is thrown goes on. */
export async function unlinkWayIn(call: 'unlinkIdentity' | 'unlinkWechat'): Promise<boolean> {
  try {
    await api.call(call);
    return true;
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'no_password')) throw error;
    notify('error', i18n.global.t('identity.onlyWay'));
    return false;
  }
}
