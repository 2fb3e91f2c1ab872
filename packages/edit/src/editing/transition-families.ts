/** Transitions that differ only in a direction or a colour. */
export interface TransitionFamily {
  /** The part of the kind’s name that they share. */
  name: string;
  /** What follows it after a hyphen; empty: the name is the kind. */
  variants: readonly string[];
}

const sides = ['left', 'right', 'up', 'down'] as const;
const corners = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const;
const axes = ['horizontal', 'vertical'] as const;
const ways = ['open', 'close'] as const;
const plain = (...names: string[]): TransitionFamily[] => names.map((name) => ({ name, variants: [] }));
const varied = (variants: readonly string[], ...names: string[]): TransitionFamily[] =>
  names.map((name) => ({ name, variants }));

/** All transitions that can be chosen, in groups, as people look for them. */
export const transitionGroups = {
  mixing: [
    ...plain('dissolve'),
    ...varied(['black', 'white', 'grey'], 'fade'),
    ...plain('blur', 'morph', 'pixelate', 'sparkle'),
  ],
  moving: [
    ...varied(sides, 'push', 'slide', 'smooth'),
    ...varied(['in', 'out'], 'zoom'),
    ...varied(axes, 'squeeze'),
  ],
  wiping: [
    ...varied(sides, 'wipe', 'slices'),
    ...varied(corners, 'diagonal', 'corner'),
    ...varied(axes, 'blinds'),
    ...plain('checkerboard', 'clock', 'spiral'),
  ],
  shapes: [
    ...varied(ways, 'circle', 'doors', 'shutter'),
    ...plain('iris', 'box', 'diamond', 'star', 'heart'),
  ],
} as const satisfies Record<string, readonly TransitionFamily[]>;

const families: readonly TransitionFamily[] = Object.values(transitionGroups).flat();

/** The kinds of a family, in the order of its variants. */
export function kindsOf({ name, variants }: TransitionFamily): string[] {
  return variants.length === 0 ? [name] : variants.map((variant) => `${name}-${variant}`);
}

/** The family of a kind; null: one that is not offered here. */
export function familyOf(kind: string): TransitionFamily | null {
  return families.find((family) => kindsOf(family).includes(kind)) ?? null;
}

/** The kind of another family, in the same direction where it has it. */
export function sameWay(name: string, kind: string): string {
  const [former, family] = [familyOf(kind), families.find((each) => each.name === name)];
  if (family === undefined) return kind;
  const variant = former === null ? '' : kind.slice(former.name.length + 1);
  const kinds = kindsOf(family);
  return kinds.find((each) => each === `${name}-${variant}`) ?? kinds[0] ?? kind;
}
