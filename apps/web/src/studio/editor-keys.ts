/** What a key does in the editor. */
export type EditorAction =
  | 'toggle-play'
  | 'play-forward'
  | 'play-back'
  | 'pause'
  | 'frame-back'
  | 'frame-forward'
  | 'second-back'
  | 'second-forward'
  | 'to-start'
  | 'to-end'
  | 'trim-in'
  | 'trim-out'
  | 'split'
  | 'delete'
  | 'earlier'
  | 'later'
  | 'previous-item'
  | 'next-item'
  | 'undo'
  | 'redo'
  | 'zoom-in'
  | 'zoom-out'
  | 'help'
  | 'leave-selection';

/** The part of a keyboard event that matters here. */
export interface EditorKeyPress {
  /** As the browser names it. */
  key: string;
  /** Whether the key for commands is held: Control, or Command on Apple’s. */
  isCommand: boolean;
  /** Whether Alt is held. */
  altKey: boolean;
  /** Whether Shift is held. */
  shiftKey: boolean;
  /** Element that has the focus; null: the page itself. */
  target: { tagName: string; type?: string; isContentEditable?: boolean } | null;
}

const plain: Partial<Record<string, EditorAction>> = {
  ...{ ' ': 'toggle-play', k: 'pause', l: 'play-forward', j: 'play-back' },
  ...{ arrowleft: 'frame-back', arrowright: 'frame-forward', home: 'to-start', end: 'to-end' },
  ...{ arrowup: 'previous-item', arrowdown: 'next-item' },
  ...{ i: 'trim-in', o: 'trim-out', s: 'split', delete: 'delete', backspace: 'delete' },
  ...{
    '=': 'zoom-in',
    '+': 'zoom-in',
    '-': 'zoom-out',
    '?': 'help',
    '？': 'help',
    escape: 'leave-selection',
  },
};
const withCommand: Partial<Record<string, EditorAction>> = { z: 'undo', y: 'redo', b: 'split' };
const withAlt: Partial<Record<string, EditorAction>> = { arrowleft: 'earlier', arrowright: 'later' };
const withShift: Partial<Record<string, EditorAction>> = {
  ...{ arrowleft: 'second-back', arrowright: 'second-forward' },
};

/** What a key press means in the editor; null: it is not for us. */
export function editorActionOf(press: EditorKeyPress): EditorAction | null {
  const key = press.key.toLowerCase();
  if (isWriting(press.target)) return null;
  if (press.isCommand) {
    if (press.altKey) return null;
    return key === 'z' && press.shiftKey ? 'redo' : (withCommand[key] ?? null);
  }
  if (press.altKey) return withAlt[key] ?? null;
  const action = (press.shiftKey ? withShift[key] : undefined) ?? plain[key] ?? null;
  const focused = press.target?.tagName;
  // Space presses the focused control; arrows move a slider.
  if (key === ' ' && (focused === 'BUTTON' || focused === 'A' || focused === 'SUMMARY')) return null;
  if (press.target?.type === 'range' && /^(?:arrow|home|end)/.test(key)) return null;
  return action;
}

function isWriting(target: EditorKeyPress['target']): boolean {
  if (target === null) return false;
  const isField =
    target.tagName === 'INPUT' && !['range', 'checkbox', 'button', 'radio'].includes(target.type ?? '');
  const takesKeys = target.tagName === 'TEXTAREA' || target.tagName === 'SELECT';
  return isField || takesKeys || target.isContentEditable === true;
}
