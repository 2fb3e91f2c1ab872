// Nobody reads what is asked for at every key.
const pauseMs = 160;

/** What may be meant by what is typed. */
export interface Suggestions {
  /** Another text stands in the field. */
  type(text: string): void;
  /** Asks for nothing more, and shows nothing that comes. */
  stop(): void;
}

/**
 * Asks for suggestions while somebody types, a moment after the last key; what comes for an older text is dropped.
 *
 * @param options.ask asks the server; what goes wrong is nobody's trouble, for one can search without
 * @param options.onChange told what to show; nothing: an empty list
 * @param options.after calls back once after so many milliseconds; gives the way to stop it
 */
export function createSuggestions(options: {
  ask: (q: string) => Promise<readonly string[]>;
  onChange: (suggestions: readonly string[]) => void;
  after: (ms: number, act: () => void) => () => void;
}): Suggestions {
  const { ask, onChange, after } = options;
  let stopWaiting = () => {};
  let turn = 0;

  function stop(): void {
    turn += 1;
    stopWaiting();
  }

  return {
    stop,
    type(text) {
      stop();
      const own = turn;
      const q = text.trim();
      if (q === '') return onChange([]);
      stopWaiting = after(pauseMs, () => {
        ask(q).then(
          (suggestions) => {
            if (own === turn) onChange(suggestions);
          },
          () => {
            // One can search without.
          },
        );
      });
    },
  };
}
