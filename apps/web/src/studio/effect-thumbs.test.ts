import { pictureEffects } from '@weireel/edit';
import { effectSteps, sampleSteps } from '@weireel/render/effect';
import { expect, test } from 'vitest';
import { ownPicture } from './effect-thumbs.ts';

test('the small pictures of all effects differ from the plain one and from each other (GOAL-22)', () => {
  const picture = ownPicture();
  const seen = new Set([JSON.stringify(picture.channels.map((channel) => [...channel].map(Math.round)))]);
  for (const kind of pictureEffects) {
    const { channels } = sampleSteps(picture, effectSteps[kind]);
    expect(channels.every((channel) => channel.every((value) => value >= 0 && value <= 255))).toBe(true);
    seen.add(JSON.stringify(channels.map((channel) => [...channel].map(Math.round))));
  }
  expect(seen.size).toBe(pictureEffects.length + 1);
});
