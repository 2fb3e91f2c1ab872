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
  const isChanged = saving.state() === 'changed';
  if ((saving.conflict() === null && !isChanged) || asked.has(projectId)) return;
  // Until it is answered and done: the copy that is wanted is made once.
  asked.add(projectId);
  try {
    const wantsCopy = await confirmed(questionOf(isChanged));
    // It could not be asked: what was here is given up by nobody's word.
    if (wantsCopy === null) return;
    if (wantsCopy) await keepCopy(editing.title(), saving.conflict()?.mine ?? editing.document());
    if (isChanged) reload();
    else saving.settleConflict();
  } catch (error) {
    // It is asked again: what was here is not lost by a network that was away.
    tellTrouble(error);
  } finally {
    asked.delete(projectId);
  }
}

function questionOf(isChanged: boolean): WechatMiniprogram.ShowModalOption {
  const { edit } = studioWords();
  return {
    title: isChanged ? edit.changedTitle : edit.conflictTitle,
    content: isChanged ? edit.changedText : edit.conflictText,
    confirmText: edit.keepCopy,
    cancelText: isChanged ? edit.takeTheirs : edit.goOn,
  };
}

/** What somebody answers; null: the question could not be shown. */
function confirmed(question: WechatMiniprogram.ShowModalOption): Promise<boolean | null> {
  return new Promise((resolve) => {
    void wx.showModal({
      ...question,
      success: ({ confirm }) => resolve(confirm),
      fail: () => resolve(null),
    });
  });
}

async function keepCopy(of: string, document: EditDocument): Promise<void> {
  const title = fillMessage(studioWords().list.copyOf, { title: of }).slice(0, titleLength.max);
  await api.call('createProject', { body: { title, document: { ...document } } });
  const kept = fillMessage(studioWords().edit.copyKept, { title });
  void wx.showToast({ title: kept, icon: 'none', duration: 3000 });
}
