/** What a document must have: a lexeme, one of several things, or all of them. */
export type Condition =
  | {
      /** The document has this lexeme. */
      lexeme: string;
      /** It may also have one that only begins so. Absent: it may not. */
      isPrefix?: true;
    }
  | {
      /** At least one of these. */
      any: readonly Condition[];
    }
  | {
      /** Each of these. */
      all: readonly Condition[];
    };

/** One of several conditions. */
export function any(conditions: readonly Condition[]): Condition {
  const [only] = conditions;
  return conditions.length === 1 && only !== undefined ? only : { any: conditions };
}

/** Several conditions at once. */
export function all(conditions: readonly Condition[]): Condition {
  const [only] = conditions;
  return conditions.length === 1 && only !== undefined ? only : { all: conditions };
}

/** Every lexeme that a condition names. */
export function lexemesOf(condition: Condition): { lexeme: string; isPrefix?: true }[] {
  if ('lexeme' in condition) return [condition];
  return ('any' in condition ? condition.any : condition.all).flatMap(lexemesOf);
}

/** Whether a text with these lexemes has what a condition asks for. */
export function meets(condition: Condition, lexemes: ReadonlySet<string>): boolean {
  if ('any' in condition) return condition.any.some((each) => meets(each, lexemes));
  if ('all' in condition) return condition.all.every((each) => meets(each, lexemes));
  return condition.isPrefix === true
    ? [...lexemes].some((each) => each.startsWith(condition.lexeme))
    : lexemes.has(condition.lexeme);
}
