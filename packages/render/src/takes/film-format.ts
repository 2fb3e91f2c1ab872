import type { Orientation, Rational, Size } from '@weireel/media';
import { fitted } from '../composition/fit-box.ts';

/** What the format of a film depends on: one of the takes that it is joined of. */
export interface TakeFacts {
  /** How long it is, in milliseconds. */
  lengthMs: number;
  /** Its size as it is shown. */
  display: Size;
  /** Its size where it is encoded; even. */
  encoded: Size;
  /** Frames per second where it is encoded. */
  rate: Rational;
  /** What it has to share with others to lie beside them as it is; null: it can only be encoded. */
  copy: TakeCopy | null;
}

/** A picture that may be copied. */
export interface TakeCopy {
  /** Names codec configuration, size, turn and colour: pictures of one name may follow each other. */
  identity: string;
  /** How far it is turned clockwise when it is shown. */
  turn: Orientation['turn'];
}

/** What all takes of a film become, or are already. */
export interface FilmFormat {
  /** Size as it is shown. */
  canvas: Size;
  /** Frames per second of what is encoded. */
  rate: Rational;
  /** How far the film is turned clockwise when it is shown. */
  turn: Orientation['turn'];
  /** Takes of this identity are copied; null: none is. */
  identity: string | null;
}

/**
 * The format in which takes are joined: the size that most of the film has already, and of that size what most can be
 * copied of. On a draw, what comes first.
 *
 * @param takes at least one
 */
export function chooseFilmFormat(takes: readonly TakeFacts[]): FilmFormat {
  const sized = longest(takes, ({ display }) => `${display.widthPx}x${display.heightPx}`);
  const [first] = takes;
  const copied = longest(sized, ({ copy }) => {
    // A film is turned as its first file says: others can be copied if that is one of them.
    if (copy === null || (copy.turn !== 0 && copy.identity !== first?.copy?.identity)) return null;
    return copy.identity;
  });
  const [model] = copied;
  if (model !== undefined && model.copy !== null) {
    const { display, rate, copy } = model;
    return { canvas: display, rate, turn: copy.turn, identity: copy.identity };
  }
  const [encoded] = sized;
  if (encoded === undefined) throw new RangeError('a film has at least one take');
  return { canvas: encoded.encoded, rate: encoded.rate, turn: 0, identity: null };
}

/** The size of a take within the film: as large as there is room, between bars. */
export function boxInFilm({ display }: TakeFacts, { canvas }: FilmFormat): Size {
  return fitted(display, canvas, 'within');
}

/** Those of one name that are longest together; those without a name are left out. */
function longest(takes: readonly TakeFacts[], nameOf: (take: TakeFacts) => string | null): TakeFacts[] {
  const groups = new Map<string, TakeFacts[]>();
  for (const take of takes) {
    const name = nameOf(take);
    if (name !== null) groups.set(name, [...(groups.get(name) ?? []), take]);
  }
  const lengthOf = (group: readonly TakeFacts[]) => group.reduce((sum, { lengthMs }) => sum + lengthMs, 0);
  return [...groups.values()].reduce<TakeFacts[]>(
    (best, group) => (lengthOf(group) > lengthOf(best) ? group : best),
    [],
  );
}
