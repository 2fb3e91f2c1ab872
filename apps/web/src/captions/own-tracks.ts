/** A video element on Apple's phones, where full screen is the system's own and shows nothing of the page. */
type PhoneVideo = HTMLVideoElement & { webkitDisplayingFullscreen?: boolean };

/**
 * Keeps a browser that plays HLS by itself from drawing captions beside ours, and lets it do so where it alone can.
 *
 * @param language of the captions that are wished for; null: none
 * @returns ends it
 */
export function followOwnTracks(element: HTMLVideoElement, language: () => string | null): () => void {
  const { textTracks } = element;
  const follow = (): void => {
    // As: other browsers do not have the property, and so are not in that mode.
    const isAlone = (element as PhoneVideo).webkitDisplayingFullscreen === true;
    for (const track of textTracks) {
      if (track.kind !== 'subtitles' && track.kind !== 'captions') continue;
      const wanted = isAlone && track.language === language() ? 'showing' : 'disabled';
      // There a person may choose others by the system's menu.
      if (wanted === 'showing' || !isAlone) {
        if (track.mode !== wanted) track.mode = wanted;
      }
    }
  };
  const begin = ['webkitbeginfullscreen', 'webkitendfullscreen'];
  textTracks.addEventListener('addtrack', follow);
  textTracks.addEventListener('change', follow);
  for (const name of begin) element.addEventListener(name, follow);
  follow();
  return () => {
    textTracks.removeEventListener('addtrack', follow);
    textTracks.removeEventListener('change', follow);
    for (const name of begin) element.removeEventListener(name, follow);
  };
}
