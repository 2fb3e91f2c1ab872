import { fillMessage } from '@weireel/client';
import { titleLength } from '@weireel/contract/plain';
import type { EditDocument } from '@weireel/edit';
import { api } from '../api/api.ts';
import { tellTrouble } from '../shell/tell-trouble.ts';
import type { ProjectEditing } from './project-editing.ts';
import { studioWords } from './studio-words.ts';

/** Projects about which somebody is asked at this moment. */
const asked = new Set<string>();

/**
 * Asks the person about what did not go together with what others did: what was here may be kept as a project of its
 * own. Where nothing can be merged at all, the other version is loaded by `reload`.
 */
export async function askConflict(editing: ProjectEditing, reload: () => void): Promise<void> {
  const { projectId, saving } = editing;
  const conflict = saving.conflict();
  const isChanged = saving.state() === 'changed';
  if ((conflict === null && !isChanged) || asked.has(projectId)) return;
  asked.add(projectId);
  const { edit } = studioWords();
  const wantsCopy = await confirmed(
    isChanged
      ? {
          title: edit.changedTitle,
          content: edit.changedText,
          confirmText: edit.keepCopy,
          cancelText: edit.takeTheirs,
        }
      : {
          title: edit.conflictTitle,
          content: edit.conflictText,
          confirmText: edit.keepCopy,
          cancelText: edit.goOn,
        },
  );
  asked.delete(projectId);
  if (wantsCopy) {
    try {
      await keepCopy(editing.title(), conflict?.mine ?? editing.document());
    } catch (error) {
      // It is asked again: what was here is not lost by a network that was away.
      tellTrouble(error);
      return;
    }
  }
  if (isChanged) reload();
  else saving.settleConflict();
}

function confirmed(question: WechatMiniprogram.ShowModalOption): Promise<boolean> {
  return new Promise((resolve) => {
    void wx.showModal({
      ...question,
      success: ({ confirm }) => resolve(confirm),
      fail: () => resolve(false),
    });
  });
}

async function keepCopy(of: string, document: EditDocument): Promise<void> {
  const title = fillMessage(studioWords().list.copyOf, { title: of }).slice(0, titleLength.max);
  await api.call('createProject', { body: { title, document: { ...document } } });
  const kept = fillMessage(studioWords().edit.copyKept, { title });
  void wx.showToast({ title: kept, icon: 'none', duration: 3000 });
}
