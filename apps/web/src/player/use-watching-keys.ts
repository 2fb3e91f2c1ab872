import { ref } from 'vue';
import { setMuted, sound } from './sound.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { actOnShortcut, type Watched } from './watching-keys.ts';

/** The keys of a watching page, and its sheet of them; `isHeard` false leaves every key to the browser. */
export function useWatchingKeys(
  watched: Omit<Watched, 'toggleMute' | 'showHelp'>,
  isHeard: () => boolean = () => true,
) {
  const isHelpShown = ref(false);
  useShortcuts((action) => {
    if (!isHeard()) return false;
    const everywhere = {
      toggleMute: () => setMuted(!sound.muted),
      showHelp: (isShown = !isHelpShown.value) => (isHelpShown.value = isShown),
    };
    return actOnShortcut({ ...watched, ...everywhere }, action);
  });
  return { isHelpShown };
}
