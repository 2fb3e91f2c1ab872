/** What a key does while watching. */
export type ShortcutAction =
  | 'toggle-play'
  | 'toggle-mute'
  | 'toggle-fullscreen'
  | 'toggle-captions'
  | 'seek-back'
  | 'seek-forward'
  | 'jump-back'
  | 'jump-forward'
  | 'chapter-back'
  | 'chapter-forward'
  | 'up'
  | 'down'
  | 'slower'
  | 'faster'
  | 'help'
  | 'close';

/** The part of a keyboard event that matters here. */
export interface KeyPress {
  /** As the browser names it. */
  key: string;
  /** Modifiers: with any of these the key belongs to the browser, but for the arrows of chapters. */
  ctrlKey: boolean;
  /** As above. */
  metaKey: boolean;
  /** As above. */
  altKey: boolean;
  /** Whether the keyboard is Apple's, where Option moves by words and not Control. */
  isApple: boolean;
  /** Element that has the focus; null: the page itself. */
  target: { tagName: string; isContentEditable?: boolean; type?: string } | null;
}

const actions: Partial<Record<string, ShortcutAction>> = {
  ' ': 'toggle-play',
  k: 'toggle-play',
  m: 'toggle-mute',
  f: 'toggle-fullscreen',
  c: 'toggle-captions',
  arrowleft: 'seek-back',
  arrowright: 'seek-forward',
  j: 'jump-back',
  l: 'jump-forward',
  arrowup: 'up',
  arrowdown: 'down',
  '<': 'slower',
  '>': 'faster',
  '?': 'help',
  '？': 'help',
  escape: 'close',
};

/** With the key that moves by words in a text, arrows move by chapters. */
const chapterActions: typeof actions = { arrowleft: 'chapter-back', arrowright: 'chapter-forward' };

/** What keys do together with the modifiers that are pressed. */
function actionsOf({ ctrlKey, metaKey, altKey, isApple }: KeyPress): typeof actions {
  if (!ctrlKey && !metaKey && !altKey) return actions;
  const isByWords = (isApple ? altKey : ctrlKey) && !(isApple ? ctrlKey : altKey) && !metaKey;
  return isByWords ? chapterActions : {};
}

/** What a key press means while watching; null: it is not for us. */
export function shortcutOf(press: KeyPress): ShortcutAction | null {
  const action = actionsOf(press)[press.key.toLowerCase()] ?? null;
  if (action === null || press.target === null) return action;
  const { tagName, isContentEditable, type } = press.target;
  const isRange = tagName === 'INPUT' && type === 'range';
  const isText = (tagName === 'INPUT' && !isRange) || tagName === 'TEXTAREA' || tagName === 'SELECT';
  if (isText || isContentEditable === true) return null;
  // Space presses the focused control, and arrows move a slider; both stay theirs.
  if (press.key === ' ' && (tagName === 'BUTTON' || tagName === 'A')) return null;
  if (isRange && press.key.startsWith('Arrow')) return null;
  return action;
}
