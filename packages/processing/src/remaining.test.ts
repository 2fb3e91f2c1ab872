import { describe, expect, it } from 'vitest';
import { estimateRemaining, queueWait, usualOf, type StageFactsForEstimate } from './remaining.ts';

const unknown = () => null;

function stage(name: StageFactsForEstimate['stage'], facts: Partial<StageFactsForEstimate> = {}) {
  return { stage: name, state: 'waiting' as const, progress: 0, runningMs: null, ...facts };
}
const running = (progress: number, runningMs: number) => ({ state: 'running' as const, progress, runningMs });

describe('how long processing still takes', () => {
  it('is the stage’s own speed, when nothing else is known', () => {
    const stages = [stage('probe', { state: 'done' }), stage('ladder', running(0.25, 10_000))];
    const estimate = estimateRemaining({ stages, durationMs: 60_000, usualMs: unknown, queueMs: 0 });
    expect(estimate).toEqual({ stages: { ladder: 30_000 }, totalMs: 30_000 });
  });

  it('is not said while a stage has only begun and there is no experience', () => {
    for (const begun of [running(0, 5000), running(0.01, 5000), running(0.5, 100)]) {
      const stages = [stage('ladder', begun)];
      expect(estimateRemaining({ stages, durationMs: 60_000, usualMs: unknown, queueMs: 0 })).toEqual({
        stages: {},
        totalMs: null,
      });
    }
  });

  it('mixes experience and speed at the beginning, then trusts the speed', () => {
    const usualMs = () => 100_000;
    const rest = (progress: number, runningMs: number) =>
      estimateRemaining({
        stages: [stage('ladder', running(progress, runningMs))],
        durationMs: 1,
        usualMs,
        queueMs: 0,
      }).stages.ladder;
    expect(rest(0, 10_000)).toBe(90_000);
    // By speed 38 s, by experience 98 s: at half of the trust it is the mean.
    expect(rest(0.125, 2000)).toBe(56_000);
    expect(rest(0.5, 2000)).toBe(2000);
  });

  it('adds what is usual for the stages that wait, and the queue; the cover holds nobody up', () => {
    const usualMs = (name: string) => (name === 'poster' ? 50_000 : 2000);
    const stages = [stage('poster', running(0, 0)), stage('ladder'), stage('progressive'), stage('derived')];
    expect(estimateRemaining({ stages, durationMs: 1000, usualMs, queueMs: 7000 })).toEqual({
      stages: { poster: 50_000 },
      totalMs: 13_000,
    });
  });

  it('is unknown when the queue or the length is', () => {
    const usualMs = () => 2000;
    const stages = [stage('ladder')];
    expect(estimateRemaining({ stages, durationMs: 1000, usualMs, queueMs: null }).totalMs).toBeNull();
    expect(estimateRemaining({ stages, durationMs: null, usualMs, queueMs: 0 }).totalMs).toBeNull();
  });

  it('promises nothing below a second, and says nothing of what is done', () => {
    const late = [stage('derived', running(0, 9000))];
    expect(estimateRemaining({ stages: late, durationMs: 1, usualMs: () => 2000, queueMs: 0 }).totalMs).toBe(
      1000,
    );
    const done = [stage('ladder', { state: 'done' }), stage('derived', { state: 'failed' })];
    expect(
      estimateRemaining({ stages: done, durationMs: 1, usualMs: () => 1, queueMs: 0 }).totalMs,
    ).toBeNull();
  });
});

describe('experience', () => {
  it('is the middle pace, and short clips take a moment, too', () => {
    const took = (durationMs: number, tookMs: number) => ({ stage: 'ladder' as const, durationMs, tookMs });
    const usualMs = usualOf([took(56_000, 60_000), took(16_000, 20_000), took(6000, 900_000)]);
    expect(usualMs('ladder', 96_000)).toBe(100_000);
    expect(usualMs('ladder', 0)).toBe(4000);
    expect(usualMs('derived', 1000)).toBeNull();
  });
});

describe('the wait in the queue', () => {
  it('is nothing while a place is free', () => {
    expect(queueWait(2, [null], [])).toBe(0);
    expect(queueWait(1, [], [])).toBe(0);
  });

  it('is until the first of the running jobs ends', () => {
    expect(queueWait(2, [5000, 3000], [])).toBe(3000);
  });

  it('counts those ahead, who take the places as they become free', () => {
    expect(queueWait(1, [5000], [10_000, 1000])).toBe(16_000);
    expect(queueWait(2, [5000, 3000], [10_000, 1000])).toBe(6000);
  });

  it('is unknown without workers, and when a job is that counts', () => {
    expect(queueWait(0, [], [])).toBeNull();
    expect(queueWait(1, [null], [])).toBeNull();
    expect(queueWait(1, [1], [null])).toBeNull();
  });

  it('does not give away places that a smaller pool does not have any more', () => {
    expect(queueWait(1, [5000, 3000], [])).toBe(5000);
  });
});
