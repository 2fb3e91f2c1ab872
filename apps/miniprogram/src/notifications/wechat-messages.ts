import type { WechatMessages } from '@weireel/contract';
import { api } from '../api/api.ts';
import { tokenNow } from '../api/session.ts';
import { createListeners } from '../listeners.ts';
import { tellTrouble } from '../shell/tell-trouble.ts';

/** WeChat asks about no more templates at once. */
const mostTemplates = 3;
const changed = createListeners();
let offered: WechatMessages['items'] = [];

/** Calls back whenever it is known anew what WeChat can tell; gives the way to stop it. */
export const onOffered = changed.add;

/** How many messages are still agreed to; null: this server sends none. */
export function messagesLeft(): number | null {
  return offered.length === 0 ? null : offered.reduce((sum, { messages }) => sum + messages, 0);
}

/** Asks the server what WeChat can tell whom is signed in; a stranger is told nothing. */
export async function learnOffered(): Promise<void> {
  if (tokenNow() === null) return;
  try {
    note(await api.call('wechatMessages'));
  } catch {
    // What is known is that of the last look.
  }
}

/**
 * Lets WeChat ask whether it may tell them, for one message of each kind. It does so within a tap only, so that
 * nothing may be waited for before.
 *
 * @param isOnlyMissing whether they are asked only for what nothing is left of
 */
export function askConsent({ isOnlyMissing }: { isOnlyMissing: boolean }): void {
  const tmplIds = offered
    .filter(({ messages }) => messages === 0 || !isOnlyMissing)
    .sort((a, b) => a.messages - b.messages)
    .slice(0, mostTemplates)
    .map(({ templateId }) => templateId);
  if (tmplIds.length === 0) return;
  wx.requestSubscribeMessage({
    tmplIds,
    success(answers) {
      const templateIds = tmplIds.filter((id) => answers[id] === 'accept');
      if (templateIds.length > 0)
        api.call('acceptWechatMessages', { body: { templateIds } }).then(note, tellTrouble);
    },
    // They have switched off all questions, or gone away: nothing is agreed to.
    fail() {},
  });
}

function note({ items }: WechatMessages): void {
  offered = items;
  changed.tell();
}
