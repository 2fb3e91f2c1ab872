const afterMs = 350;
const tremblePx = 10;

/** Tells a finger that stays from one that taps or moves. */
export function createLongPress() {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let start: Touch | undefined;
  let isHeard = false;
  const end = () => clearTimeout(timer);

  const options = { capture: true, passive: true };
  const come = ({ touches }: TouchEvent) => {
    isHeard = false;
    [start] = touches;
  };
  addEventListener('touchstart', come, options);
  addEventListener('touchend', end, options);
  addEventListener('touchcancel', end, options);
  addEventListener(
    'touchmove',
    ({ touches: [finger] }) => {
      if (finger === undefined || start === undefined) return;
      if (Math.hypot(finger.pageX - start.pageX, finger.pageY - start.pageY) > tremblePx) end();
    },
    options,
  );

  return {
    /** A finger comes down on something. */
    begin(tell: () => void) {
      end();
      timer = setTimeout(() => {
        isHeard = true;
        tell();
      }, afterMs);
    },
    /** Whether the finger that is lifted now had stayed. */
    wasHeard: () => isHeard,
  };
}
