import type { Job } from '@weireel/contract';
import { useI18n } from 'vue-i18n';

/** Words for jobs, as administrators read them. */
export function useJobWords() {
  const { t, te } = useI18n();

  /** What a job does; a newer server may know kinds that this page has no words for. */
  function kindOf({ kind }: Job): string {
    return te(`admin.kind.${kind}`) ? t(`admin.kind.${kind}`) : kind;
  }

  /** What a job is about. */
  function titleOf({ video, kind }: Job): string {
    const withoutVideo = `admin.withoutVideo.${kind}`;
    return video?.title ?? t(te(withoutVideo) ? withoutVideo : 'admin.noVideo');
  }

  return { kindOf, titleOf };
}
