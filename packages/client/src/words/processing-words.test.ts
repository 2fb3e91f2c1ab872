import { errorCatalogue } from '@weireel/contract/plain';
import { expect, test } from 'vitest';
import { sampleStage, sampleVideo } from '../testing/sample-video.ts';
import { adviceFor } from './advice.ts';
import { describeVideo } from './describe-video.ts';
import { processingEn } from './processing-en.ts';
import { processingZhCn } from './processing-zh-cn.ts';

const languages = Object.entries({ processingEn, processingZhCn });

/** The sentence behind a key; undefined: there is none. */
function sentence(words: object, key: string): unknown {
  const [noun = '', name = ''] = key.split('.');
  // As: words nest their nouns, and a noun its sentences.
  return (words as Partial<Record<string, Record<string, string>>>)[noun]?.[name];
}

test.each(languages)('%s has a sentence for every advice', (_language, words) => {
  const keys = [...Object.keys(errorCatalogue), 'code_of_next_year'].map((code) => adviceFor(code).key);
  for (const key of keys) expect(sentence(words, key), key).toBeTypeOf('string');
});

const states = ['uploading', 'processing', 'ready', 'failed'] as const;
const stages = ['upload', 'probe', 'first_playable', 'poster', 'ladder', 'progressive', 'derived'] as const;

test.each(languages)('%s has a sentence for whatever a video does', (_language, words) => {
  const keys = states.flatMap((state) =>
    [true, false].flatMap((playable) =>
      stages.flatMap((stage) =>
        [null, 0.5].flatMap((sentHere) => {
          const pipeline = [sampleStage(stage, sentHere === null ? 'waiting' : 'running', 0.5)];
          const { key, thenKey } = describeVideo(sampleVideo({ state, playable, pipeline }), sentHere);
          return thenKey === null ? [key] : [key, thenKey];
        }),
      ),
    ),
  );
  for (const key of keys) expect(sentence(words, key), key).toBeTypeOf('string');
});
