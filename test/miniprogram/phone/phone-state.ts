/** A video in the album of the phone. */
export interface AlbumVideo {
  /** Where the test serves its bytes. */
  url: string;
  /** In bytes. */
  size: number;
  /** In seconds. */
  duration: number;
}

/** What a test sets up, and sees. */
export interface PhoneState {
  /** Servers that the mini program may talk to, as their console lists them. */
  domains: string[];
  /** WeChat's language: `zh_CN`, `en`. */
  language: string;
  /** How the mini program was entered; 1154 is a card in Moments, the single-page mode. */
  scene: number;
  /** Query of the page that is opened. */
  query: Record<string, string>;
  /** Whether the person has agreed to the privacy guideline. */
  hasAgreed: boolean;
  /** What went wrong so far: errors of the component framework, and what it warns of. */
  faults: string[];
  /** Bytes of each `setData` so far, but for those that tell how far a video is. */
  setData: number[];
  /** What the person was told by `wx.showToast`. */
  toasts: string[];
  /** What the person was asked, with the two answers that they could give. */
  modals: { title: string; content: string; confirmText: string; cancelText: string }[];
  /** How large the letters are that somebody chose in WeChat, in pixels. */
  fontSize: number;
  /** Whether they say yes. */
  confirms: boolean;
  /** What was shared, as the page gave it. */
  shared: unknown[];
  /** What they answer when WeChat asks whether it may send them messages. */
  subscribes: 'accept' | 'reject';
  /** Templates of which they have agreed to a message, one for each time. */
  subscribed: string[];
  /** Videos that the person chooses, one each time; none: they close the album. */
  album: AlbumVideo[];
  /** Address of the picture that the person chooses to be shown by. */
  avatar: string;
  /** Whether the person lets pictures and videos into the album of the phone. */
  letsKeep: boolean;
  /** What was put there, with its size in bytes. */
  kept: { kind: 'image' | 'video'; sizeBytes: number }[];
  /** What its network is, while it has one: `wifi`, `4g`. */
  network: string;
  /** What was copied last. */
  clipboard: string;
  /** Names of calls that were refused where or when they are not allowed. */
  refused: string[];
  /** Requests that are under way. */
  requests: number;
}

declare global {
  interface Window {
    /** The state of this phone. */
    phone: PhoneState;
    /** Asks the test for a code of `wx.login`. */
    weireelLoginCode(): Promise<string | null>;
  }
}

/** A phone that nobody has used. */
export function newPhone(wanted: Partial<PhoneState>): PhoneState {
  return {
    ...{ domains: [], language: 'zh_CN', scene: 1001, query: {}, hasAgreed: false, faults: [], setData: [] },
    ...{
      modals: [],
      fontSize: 16,
      confirms: true,
      toasts: [],
      shared: [],
      album: [],
      avatar: '',
      refused: [],
      requests: 0,
    },
    ...{ letsKeep: true, kept: [], clipboard: '', network: 'wifi' },
    ...{ subscribes: 'accept', subscribed: [], ...wanted },
  };
}
