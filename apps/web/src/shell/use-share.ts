import type { Video } from '@weireel/contract';
import { useI18n } from 'vue-i18n';
import { notify } from './notify.ts';
import { copyText, watchUrl } from './share-link.ts';

/** Copying links, with its notices. */
export function useShare() {
  const { t } = useI18n();

  async function copyLink({ id }: Video): Promise<void> {
    const link = watchUrl(id);
    if ((await copyText(link)) === 'copied') notify('success', t('said.linkCopied'));
    else notify('error', t('said.linkNotCopied', { link }));
  }

  return { copyLink };
}
