import unhomoglyph from 'unhomoglyph';

/** The table is applied until nothing changes; what it gives is folded too, which may give it something new. */
const maxRounds = 5;

/**
 * What a name looks like: two names that people cannot tell apart have the same skeleton. It is for comparing only.
 *
 * The skeleton of UTS 39 section 4, between foldings of compatible forms (NFKC), of case, and of what shows nothing:
 * default-ignorable code points, controls and the blank Braille pattern. Empty: the name shows nothing at all.
 */
export function skeletonOf(name: string): string {
  let skeleton = fold(name);
  for (let round = 0; round < maxRounds; round += 1) {
    const next = fold(unhomoglyph(skeleton.normalize('NFD')));
    if (next === skeleton) break;
    skeleton = next;
  }
  return skeleton;
}

function fold(text: string): string {
  const visible = text.normalize('NFKC').replaceAll(/[\p{Default_Ignorable_Code_Point}\p{C}\u2800]/gu, '');
  // Through upper case, as full case folding goes: ß and ς have no other way to ss and σ.
  return visible.toUpperCase().toLowerCase().normalize('NFKC');
}
