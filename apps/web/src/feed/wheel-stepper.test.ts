import { expect, test } from 'vitest';
import { createWheelStepper } from './wheel-stepper.ts';

test('one fling of a trackpad with its inertia is one step', () => {
  const step = createWheelStepper();
  const deltas = [10, 60, 120, 90, 70, 50, 35, 20, 12, 8, 5];
  expect(deltas.map((delta, i) => step(delta, i * 16)).filter((n) => n !== 0)).toEqual([1]);
});

test('each unhurried click of a mouse wheel is a step', () => {
  const step = createWheelStepper();
  expect([0, 400, 800].map((time) => step(-100, time))).toEqual([-1, -1, -1]);
});

test('a second fling during the inertia of the first is a step of its own', () => {
  const step = createWheelStepper();
  step(100, 0);
  for (let time = 16; time < 400; time += 16) step(10, time);
  expect(step(90, 400)).toBe(1);
});

test('a resting finger does not step', () => {
  expect(createWheelStepper()(2, 0)).toBe(0);
});
