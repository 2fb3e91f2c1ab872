import type { HlsRule, HlsSeverity } from './rule.ts';
import { hlsRules, type HlsRuleId } from './rules.ts';

/** One broken rule. */
export interface HlsFinding {
  /** Which rule. */
  rule: HlsRuleId;
  /** How bad it is. */
  severity: HlsSeverity;
  /** File that breaks it. */
  uri: string;
  /** Where in the file, or which of its entries: `line 7`, `variant 2`. Absent: the file as a whole. */
  where?: string;
  /** What was found instead, in English. */
  found: string;
  /** Text of the rule, in both languages. */
  text: HlsRule['text'];
}

/** Notes that a file breaks a rule. */
export type Note = (rule: HlsRuleId, uri: string, found: string, where?: string) => void;

/** Collects what is found, and leaves out what does not bind the edition. */
export class Findings {
  readonly #found: HlsFinding[] = [];

  /** Notes a broken rule. */
  readonly note: Note = (rule, uri, found, where) => {
    const { severity, text } = hlsRules[rule];
    this.#found.push({ rule, severity, uri, ...(where !== undefined && { where }), found, text });
  };

  /** What binds such an edition, in the order of the rules. */
  thatBind(edition: { isGrowing: boolean; isCopy: boolean }): HlsFinding[] {
    return this.#found
      .filter(({ rule }) => {
        const { binds } = hlsRules[rule];
        if (edition.isGrowing && (binds === 'sealed' || binds === 'ladder')) return false;
        return !(edition.isCopy && (binds === 'encoded' || binds === 'ladder'));
      })
      .sort((a, b) => (a.rule === b.rule ? 0 : a.rule < b.rule ? -1 : 1));
  }
}
