/** What somebody wishes of captions. */
export interface CaptionWish {
  /** Whether there are to be any; null: they have not said. */
  isOn: boolean | null;
  /** The language that they chose last; null: none. */
  language: string | null;
}

/**
 * The captions to show, of those that there are: in the language that was chosen last, or the reader's, or one close to
 * it. Whoever has said nothing sees those in their language; whoever wants captions sees some.
 */
export function chooseCaptions<T extends { language: string }>(
  tracks: readonly T[],
  wish: CaptionWish,
  readerLanguage: string,
): T | null {
  if (wish.isOn === false) return null;
  const wanted = [wish.language, readerLanguage].filter((language) => language !== null);
  for (const language of wanted) {
    const track =
      tracks.find((each) => each.language === language) ??
      tracks.find((each) => baseOf(each.language) === baseOf(language));
    if (track) return track;
  }
  return wish.isOn === true ? (tracks[0] ?? null) : null;
}

function baseOf(language: string): string {
  return language.split('-')[0] ?? '';
}
