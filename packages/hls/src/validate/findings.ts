import type { HlsBinding, HlsRule, HlsSeverity } from './rule.ts';
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

/** Which of the special editions a rule binds. */
const bindings: Record<HlsBinding, { growing: boolean; copies: boolean }> = {
  any: { growing: true, copies: true },
  sealed: { growing: false, copies: true },
  encoded: { growing: true, copies: false },
  ladder: { growing: false, copies: false },
};

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
        const binds = bindings[hlsRules[rule].binds];
        return (binds.growing || !edition.isGrowing) && (binds.copies || !edition.isCopy);
      })
      .sort((a, b) => (a.rule === b.rule ? 0 : a.rule < b.rule ? -1 : 1));
  }
}
