import { setImmediate } from 'node:timers';
import { describe, expect, test } from 'vitest';
import { ApiError } from '../api-error.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { createProjectSaving, type ProjectSavingState } from './project-saving.ts';

/** A server that answers as told, and what it was asked for. */
function fixture() {
  const asked: [content: string, revision: number][] = [];
  const answers: (() => Promise<number>)[] = [];
  const states: ProjectSavingState[] = [];
  const saving = createProjectSaving<{ text: string }>({
    revision: 1,
    save: (content, revision) => {
      asked.push([content.text, revision]);
      return answers.shift()?.() ?? Promise.resolve(revision + 1);
    },
    clock: createFakeClock((callback) => void setImmediate(callback)),
    newAbort: () => new AbortController(),
    onChange: ({ state }) => states.push(state),
  });
  const until = async (state: ProjectSavingState): Promise<void> => {
    for (let turn = 0; turn < 100 && states.at(-1) !== state; turn += 1)
      await new Promise((resolve) => setImmediate(resolve));
    expect(states.at(-1)).toBe(state);
  };
  return { saving, asked, answers, states, until };
}

const refusal = (code: ApiError['code']) => () =>
  Promise.reject(
    new ApiError({
      ...{ code, status: 409, title: code, detail: null, errors: [], retryAfterMs: null, extra: {} },
    }),
  );

describe('saving a project', () => {
  test('sends the last of several edits after a moment of rest', async () => {
    const { saving, asked, until, states } = fixture();
    for (const text of ['a', 'b', 'c']) saving.note({ text });
    await until('saved');
    expect(asked).toEqual([['c', 1]]);
    expect(states).toEqual(['waiting', 'waiting', 'waiting', 'saving', 'saved']);
    expect(saving.unsaved()).toBeNull();
  });

  test('sends one thing at a time, and afterwards what was edited meanwhile', async () => {
    const { saving, asked, answers, until } = fixture();
    let answer = (_revision: number): void => {};
    answers.push(() => new Promise((resolve) => (answer = resolve)));
    saving.note({ text: 'a' });
    await until('saving');
    saving.note({ text: 'b' });
    expect(asked).toHaveLength(1);
    answer(5);
    await until('saved');
    expect(asked).toEqual([
      ['a', 1],
      ['b', 5],
    ]);
  });

  test('tries again by itself what failed, with what there is by then', async () => {
    const { saving, asked, answers, until, states } = fixture();
    answers.push(() => Promise.reject(new TypeError('no network')), refusal('unavailable'));
    saving.note({ text: 'a' });
    await until('saved');
    expect(asked.map(([text]) => text)).toEqual(['a', 'a', 'a']);
    expect(states.filter((state) => state === 'failed')).toHaveLength(2);
  });

  test('leaves it to the person when somebody else saved first', async () => {
    const { saving, asked, answers, until } = fixture();
    answers.push(refusal('project_changed'));
    saving.note({ text: 'mine' });
    await until('changed');
    saving.note({ text: 'mine too' });
    expect(await saving.flush()).toBe(false);
    expect(saving.unsaved()).toEqual({ text: 'mine too' });
    expect(asked).toHaveLength(1);
  });

  test('does not repeat what is refused, but sends what is edited after that', async () => {
    const { saving, asked, answers, until } = fixture();
    answers.push(refusal('document_invalid'));
    saving.note({ text: 'with a lost clip' });
    await until('refused');
    saving.note({ text: 'without it' });
    await until('saved');
    expect(asked.map(([text]) => text)).toEqual(['with a lost clip', 'without it']);
  });

  test('saves at once before somebody leaves, what was edited during that as well', async () => {
    const { saving, asked, answers } = fixture();
    answers.push(() => {
      saving.note({ text: 'b' });
      return Promise.resolve(2);
    });
    saving.note({ text: 'a' });
    expect(await saving.flush()).toBe(true);
    expect(asked).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });
});
