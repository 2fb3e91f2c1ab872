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
  /** Modifiers: with any of these the key belongs to the browser. */
  ctrlKey: boolean;
  /** As above. */
  metaKey: boolean;
  /** As above. */
  altKey: boolean;
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

/** What a key press means while watching; null: it is not for us. */
export function shortcutOf(press: KeyPress): ShortcutAction | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  const action = actions[press.key.toLowerCase()] ?? null;
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
