import type { JudgedQuery } from './read-judged.ts';

/** What a query found. */
export interface Answered {
  /** Ids, the best first. */
  ids: readonly string[];
  /** Whether the list says that it is only near to what was asked. */
  isNearest: boolean;
}

/** How good the answers of some queries are, each as a mean from 0 to 1. */
export interface Measures {
  /** Relevant ones among the first min(10, hits). */
  precision: number;
  /** Of all relevant ones, those among the first 50. */
  recall: number;
  /** Order of the first ten, by grade. */
  ndcg: number;
}

/** What is the matter with one query, as `judged/README.md` defines it; null: the measure does not apply. */
export function measureOne(query: JudgedQuery, answered: Answered): Record<keyof Measures, number | null> {
  const { grades } = query;
  if (grades.size === 0) {
    const isEmpty = answered.isNearest || answered.ids.length === 0;
    return { precision: isEmpty ? 1 : 0, recall: null, ndcg: null };
  }
  const first = answered.ids.slice(0, 10);
  const relevant = (ids: readonly string[]): number => ids.filter((id) => grades.has(id)).length;
  const found = first.map((id) => grades.get(id) ?? 0);
  const ideal = [...grades.values()].toSorted((a, b) => b - a).slice(0, 10);
  return {
    precision: first.length === 0 ? 0 : relevant(first) / first.length,
    recall: relevant(answered.ids.slice(0, 50)) / grades.size,
    ndcg: discounted(found) / discounted(ideal),
  };
}

/** The means over some queries. */
export function measureAll(each: readonly Record<keyof Measures, number | null>[]): Measures {
  const mean = (name: keyof Measures): number => {
    const values = each.map((one) => one[name]).filter((value) => value !== null);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return { precision: mean('precision'), recall: mean('recall'), ndcg: mean('ndcg') };
}

function discounted(grades: readonly number[]): number {
  return grades.reduce((sum, grade, n) => sum + (2 ** grade - 1) / Math.log2(n + 2), 0);
}
