import { WeireelError } from '@weireel/contract';
import { addressBlocks } from '../http/address-blocks.ts';
import { createRateWindow } from '../http/rate-window.ts';
import { createRecent } from '../http/recent.ts';
import { createAllowance } from '../http/allowance.ts';

/** A password that somebody is about to try. */
export interface PasswordTrial {
  /** Sign-in name in lower case; whether it exists makes no difference. */
  account: string;
  /** Where the trial comes from. */
  address: string;
  /** Whether the caller is signed in as this very account. */
  isOwner: boolean;
}

/** Slows down those who try to come in, whichever way: signing in, registering, the set-up link, WeChat. */
export interface SignInGuard {
  /**
   * Counts somebody who wants to come in.
   *
   * @throws WeireelError `rate_limited`
   */
  arrive(address: string): void;
  /**
   * Has a password checked, unless there were too many wrong ones.
   *
   * @returns what `isRight` says
   * @throws WeireelError `rate_limited`, and whatever `isRight` throws, which then was no trial
   */
  tryPassword(trial: PasswordTrial, isRight: () => Promise<boolean>): Promise<boolean>;
}

const minuteMs = 60_000;
/** The /48 of a provider's customer may try as often as so many households. */
const householdsOfSite = 4;
/** What is remembered of pairs of account and address, and of accounts: about 3 MB each. */
const capacity = 20_000;

/** Wrong passwords in a row for one account from one address that cost no waiting, whatever the rate. */
const leastFree = 5;
const firstDelayMs = 30_000;
const longestDelayMs = 15 * minuteMs;
/** Failures are forgotten this long after the last one. */
const forgottenMs = 60 * minuteMs;

/** All strangers together may fail so many times as often at one account at once, … */
const strangersOfAccount = 4;
/** … and then once in this time: 480 a day. */
const strangerEveryMs = 3 * minuteMs;
/** An address may fail this often, at whatever accounts, beyond what it may try in two minutes. */
const addressEveryMs = 30_000;

/**
 * An empty guard. Three things are counted, because each alone can be evaded or turned against the owner:
 *
 * - Failures of an address at an account are answered by growing delays. Nobody elsewhere feels them.
 * - Failures of all strangers at an account share an allowance, which meets guesses from many addresses.
 * - Failures of an address at any account share one as well, which meets one guess at each of many accounts.
 *
 * An address at which the account has signed in before, and a caller who is signed in as the account, is no stranger:
 * whatever attackers use up, the owner still comes in from where they always do.
 *
 * A trial counts as failed until it has succeeded, so that many at once gain nothing.
 *
 * @param perMinute tries of one address in a minute
 * @param elapsedMs a clock that never jumps
 */
export function createSignInGuard(perMinute: number, elapsedMs: () => number): SignInGuard {
  const freeFailures = Math.max(leastFree, Math.floor(perMinute / 6));
  const arrivals = createRateWindow(minuteMs, elapsedMs);
  const failures = createRecent<{ count: number; untilMs: number; atMs: number }>(capacity);
  const familiar = createRecent<true>(capacity);
  const strangers = createAllowance(
    { capacity, burst: strangersOfAccount * freeFailures, everyMs: strangerEveryMs },
    elapsedMs,
  );
  const addresses = createAllowance({ capacity, burst: 2 * perMinute, everyMs: addressEveryMs }, elapsedMs);

  const refuseFor = (waitMs: number): void => {
    if (waitMs > 0) throw new WeireelError('rate_limited', { retryAfterMs: waitMs });
  };

  /** Counts a failure of a pair in advance; throws while it has to wait. */
  const fail = (pair: string): void => {
    const nowMs = elapsedMs();
    const before = failures.get(pair);
    if (before) refuseFor(before.untilMs - nowMs);
    const count = (before !== undefined && nowMs - before.atMs < forgottenMs ? before.count : 0) + 1;
    const doublings = count - freeFailures;
    const delayMs = doublings < 0 ? 0 : Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(doublings, 20));
    failures.set(pair, { count, untilMs: nowMs + delayMs, atMs: nowMs });
  };

  /** Takes one failure of a pair back; others may have come meanwhile. */
  const forgive = (pair: string): void => {
    const known = failures.get(pair);
    if (known === undefined) return;
    const count = known.count - 1;
    failures.set(pair, { ...known, count, ...(count < freeFailures && { untilMs: 0 }) });
  };

  return {
    arrive(address) {
      const { own, site } = addressBlocks(address);
      refuseFor(arrivals.take(own, perMinute));
      if (site !== null) refuseFor(arrivals.take(site, householdsOfSite * perMinute));
    },
    async tryPassword({ account, address, isOwner }, isRight) {
      const { own } = addressBlocks(address);
      // A name may hold anything but a line's end here, and a block has none.
      const pair = `${isOwner ? 'owner' : own}\n${account}`;
      const isStranger = !isOwner && familiar.get(pair) === undefined;
      if (isStranger) refuseFor(Math.max(strangers.waitMs(account), addresses.waitMs(own)));
      fail(pair);
      if (isStranger) {
        strangers.use(account);
        addresses.use(own);
      }
      const giveBack = (): void => {
        if (!isStranger) return;
        strangers.giveBack(account);
        addresses.giveBack(own);
      };
      let answer: boolean;
      try {
        answer = await isRight();
      } catch (error) {
        giveBack();
        forgive(pair);
        throw error;
      }
      if (answer) {
        giveBack();
        failures.delete(pair);
        familiar.set(pair, true);
      }
      return answer;
    },
  };
}
