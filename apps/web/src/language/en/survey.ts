import type { survey as chinese } from '../zh-cn/survey.ts';

/** What is said of what was found in a clip: pauses, beats, changes of scene. */
export const survey: typeof chinese = {
  survey: {
    making: 'Analysing this clip…',
    failed: 'This clip could not be analysed',
    pausesLabel: 'Which pauses are cut out',
    pauseOf: 'Over {seconds} s',
    noPauses: 'No pause is that long',
    cutPauses: 'Cut out {count} pauses ({seconds} s)',
    scenes: 'Split at {count} changes of scene',
    noScenes: 'No change of scene was found',
    tempo: 'Beat at {bpm} BPM',
    noBeats: 'No beat was found',
    everyLabel: 'Which beats',
    every: 'Every {count}',
    layCuts: 'Lay the film’s cuts on beats',
    splitOnBeats: 'Split on beats',
    laid: '{count} cuts laid on beats',
    alreadyLaid: 'The cuts are on beats already, or no clip can end on one',
  },
};
