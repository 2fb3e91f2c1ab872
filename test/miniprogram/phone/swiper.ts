const farEnough = 0.2;

/** Moves the items of a vertical swiper after a finger, one at a time. */
export function createSwiper(host: HTMLElement, tell: (name: string, detail: object) => void) {
  let current = 0;
  let startY: number | null = null;

  const items = () => [...host.children].filter((child) => child.localName === 'wx-swiper-item');
  const place = (shift: number) => {
    host.style.setProperty('--at', String(current - shift / host.clientHeight));
    items().forEach((item, at) => {
      if (item instanceof HTMLElement) item.style.setProperty('--i', String(at));
    });
  };
  new MutationObserver(() => place(0)).observe(host, { childList: true });

  const go = (to: number, source: string) => {
    current = to;
    place(0);
    const detail = { current, source, currentItemId: '' };
    tell('change', detail);
    // Later, when the finger has been lifted for all; how long an animation takes is nothing to wait for.
    setTimeout(() => tell('animationfinish', detail), 0);
  };

  host.addEventListener('touchstart', ({ touches }) => (startY = touches[0]?.clientY ?? null));
  host.addEventListener('touchmove', ({ touches }) => {
    if (startY !== null) place((touches[0]?.clientY ?? startY) - startY);
  });
  host.addEventListener('touchend', ({ changedTouches }) => {
    if (startY === null) return;
    const moved = (changedTouches[0]?.clientY ?? startY) - startY;
    startY = null;
    const by = Math.abs(moved) < host.clientHeight * farEnough ? 0 : moved < 0 ? 1 : -1;
    const to = Math.min(items().length - 1, Math.max(0, current + by));
    if (to === current) place(0);
    else go(to, 'touch');
  });

  return {
    /** The page says which item is shown. */
    moveTo(to: number) {
      if (to !== current) go(to, '');
      else place(0);
    },
  };
}
