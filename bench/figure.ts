/** One line of the result. */
export interface Figure {
  /** Stable name, for comparing results of different days. */
  id: string;
  /** What was measured, for people. */
  title: string;
  /** Unit of `value` and of the reference. */
  unit: 's' | 'CPU s' | 'ms' | 'CPU ms' | 'MB' | 'MB/s' | 'CPU ms/MB' | 'Mbit/s' | 'videos' | 'calls/s';
  /** What we took. */
  value: number;
  /** What it is compared with, measured in the same run. */
  reference: { name: string; value: number };
  /** `value` by the reference's. */
  ratio: number;
  /** What the design promises; null when it promises nothing here. */
  budget: Budget | null;
  /** What a reader must know to judge it. Empty: nothing. */
  note: string;
}

/** A bound on a figure or on its ratio. */
export interface Budget {
  /** What is bounded. */
  of: 'value' | 'ratio';
  /** Whether it must stay below or reach the limit. */
  is: 'at most' | 'at least';
  /** The limit, in the figure's unit or as a plain ratio. */
  limit: number;
}

/** Makes a figure of its parts. */
export function figure(
  parts: Omit<Figure, 'ratio' | 'note' | 'budget'> & { note?: string; budget?: Budget },
): Figure {
  const { note = '', budget = null, ...rest } = parts;
  return { ...rest, ratio: parts.value / parts.reference.value, budget, note };
}

/** Whether a figure keeps its budget; null without one. */
export function keepsBudget({ budget, value, ratio }: Figure): boolean | null {
  if (budget === null) return null;
  const measured = budget.of === 'value' ? value : ratio;
  return budget.is === 'at most' ? measured <= budget.limit : measured >= budget.limit;
}
