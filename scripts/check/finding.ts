/** One thing that is not as it should be. */
export interface Finding {
  /** Path below the root of the repository. */
  path: string;
  /** Line, counted from 1. Absent: the file as a whole. */
  line?: number;
  /** What is wrong, and what to do instead. */
  message: string;
}

/** A file of the repository. */
export interface SourceFile {
  /** Path below the root, with `/`. */
  path: string;
  /** Its text. */
  text: string;
}

/** Whether a file serves tests only: tests, what supports them, and benchmarks. */
export function isForTests(path: string): boolean {
  return (
    /\.test\.ts$/.test(path) ||
    /-suite\.ts$/.test(path) ||
    /\/testing\//.test(path) ||
    /^(test|bench)\//.test(path)
  );
}
