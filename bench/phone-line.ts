import type { LineFacts } from './shaped-line.ts';

/** A phone's line on a usual day. */
export const phoneLine: LineFacts = { bitsPerSecond: 10_000_000, roundTripMs: 60 };

/** The screen of a phone, as Playwright's contexts take it. */
export const phoneScreen = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
