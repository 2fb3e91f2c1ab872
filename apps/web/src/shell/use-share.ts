import type { Video } from '@weireel/contract';
import { useI18n } from 'vue-i18n';
import { notify } from './notify.ts';
import { copyText, shareLink, watchUrl } from './share-link.ts';

/** Sharing with its notices. */
export function useShare() {
  const { t } = useI18n();

  async function share(video: Video): Promise<void> {
    tell(await shareLink(video.title, watchUrl(video.id)), video.id);
  }

  async function copyLink(video: Video): Promise<void> {
    tell(await copyText(watchUrl(video.id)), video.id);
  }

  function tell(outcome: Awaited<ReturnType<typeof shareLink>>, videoId: string): void {
    if (outcome === 'copied') notify('success', t('said.linkCopied'));
    if (outcome === 'failed') notify('error', t('said.linkNotCopied', { link: watchUrl(videoId) }));
  }

  return { share, copyLink };
}
