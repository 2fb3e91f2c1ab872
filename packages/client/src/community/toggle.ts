/** Whether something is on for me, and for how many people it is. */
export interface ToggleState {
  /** Whether it is on for me. */
  isOn: boolean;
  /** For how many people it is, me included. */
  count: number;
}

/** What a toggle works with. */
export interface ToggleOptions {
  /** What the server said last. */
  state: ToggleState;
  /** Tells the server my wish; gives what is so then. */
  send: (isOn: boolean) => Promise<ToggleState>;
  /** Told of each state that is to be shown. */
  onShown: (state: ToggleState) => void;
  /** Told why a wish was not fulfilled; what is shown is true again by then. */
  onFailed: (error: unknown) => void;
}

/** A fact that shows what I wish at once, and goes back when that fails. */
export interface Toggle {
  /** Wishes that it be on, or off. */
  set(isOn: boolean): void;
}

/** A toggle in the state that the server said last. Calls go out one at a time, and of quick presses the last one holds. */
export function createToggle({ state, send, onShown, onFailed }: ToggleOptions): Toggle {
  let confirmed = state;
  let wish: boolean | null = null;

  const show = (): void => {
    const isOn = wish ?? confirmed.isOn;
    const change = Number(isOn) - Number(confirmed.isOn);
    onShown({ isOn, count: Math.max(0, confirmed.count + change) });
  };

  const run = async (): Promise<void> => {
    try {
      while (wish !== null && wish !== confirmed.isOn) confirmed = await send(wish);
      wish = null;
      show();
    } catch (error) {
      wish = null;
      show();
      onFailed(error);
    }
  };

  return {
    set(isOn) {
      const isOnItsWay = wish !== null;
      wish = isOn;
      show();
      if (!isOnItsWay) void run();
    },
  };
}
