import { createListeners } from '../listeners.ts';
import { memory } from '../memory.ts';

const askKey = 'weireel.mobile-data';
const saveKey = 'weireel.saves-data';
/** Where data are saved, what plays has no more bits a second. */
const savedBitrateBps = 1_000_000;
const changed = createListeners();
let isMobile = false;
let isAllowed = false;

/** Calls back whenever videos may begin that might not before, or the other way round; gives the way to stop it. */
export const onDataWish = changed.add;

/** Whether videos wait for a tap where there is no Wi-Fi. */
export const asksOnMobile = (): boolean => memory.read(askKey) !== null;

/** Remembers whether they do. */
export function rememberAsksOnMobile(isWanted: boolean): void {
  memory.write(askKey, isWanted ? 'yes' : null);
  changed.tell();
}

/** Whether as little as possible is to be loaded. */
export const savesData = (): boolean => memory.read(saveKey) !== null;

/** Remembers whether it is. */
export const rememberSavesData = (isWanted: boolean): void => memory.write(saveKey, isWanted ? 'yes' : null);

/** Most bits a second that are played, where the phone can be told so; 0: as many as its network brings. */
export const peakBitrateBps = (): number => (savesData() ? savedBitrateBps : 0);

/** Whether no video begins before somebody taps. */
export const waitsForTap = (): boolean => isMobile && !isAllowed && asksOnMobile();

/** They tapped: from now on videos begin by themselves, until the mini program ends. */
export function allowMobile(): void {
  isAllowed = true;
  changed.tell();
}

/** Follows what the phone says about its network. */
export function watchMobileData(): void {
  wx.onNetworkStatusChange(({ networkType }) => note(networkType));
  wx.getNetworkType({ success: ({ networkType }) => note(networkType) });
}

function note(networkType: string): void {
  // What WeChat does not know costs nothing that anybody could name.
  const isNowMobile = /^\dg$/.test(networkType);
  if (isNowMobile === isMobile) return;
  isMobile = isNowMobile;
  changed.tell();
}
