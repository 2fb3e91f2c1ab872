/** Whether a player may fail (`must`) or only does worse (`should`). */
export type HlsSeverity = 'must' | 'should';

/**
 * What a rule binds: `any` edition; `sealed`: those that are complete from the start (VOD), not growing ones;
 * `encoded`: those that we encoded, not stream copies of what somebody recorded; `ladder`: those that are both.
 */
export type HlsBinding = 'any' | 'sealed' | 'encoded' | 'ladder';

/** One rule of the catalogue. */
export interface HlsRule {
  /** How bad it is to break it. */
  severity: HlsSeverity;
  /** Which editions it binds. */
  binds: HlsBinding;
  /** Where it comes from: RFC 8216 with its section, Apple's HLS authoring specification with its number, or `Weireel`. */
  source: string;
  /** The rule, in both languages. */
  text: {
    /** Chinese. */
    zh: string;
    /** English. */
    en: string;
  };
}

/** One row of the catalogue. */
export function rule(
  severity: HlsSeverity,
  binds: HlsBinding,
  source: string,
  zh: string,
  en: string,
): HlsRule {
  return { severity, binds, source, text: { zh, en } };
}
