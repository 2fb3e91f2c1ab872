import { join } from 'node:path/posix';
import { type Finding, isForTests, type SourceFile } from './finding.ts';
import { idsInTitles } from './ids-in-titles.ts';

/** The page of goals; tests that show one carry `GOAL-` and its number. */
const page = 'docs/9-studio.md';
const prefix = 'GOAL-';

/**
 * How far a goal is reached: `yes` and `partly` are shown by tests or benchmarks, all but `yes` say what is missing, and
 * `apart` is not aimed at here.
 */
const states = ['yes', 'partly', 'no', 'apart'];

interface Goal {
  number: number;
  state: string;
  /** Paths of the files in which it is shown. */
  shownIn: string[];
  missing: string;
  line: number;
}

/**
 * The page of goals tells what is: each goal is there once, those that are reached are shown by the tests of the very files
 * that the page links, and no test carries a goal that the page does not have.
 */
export function checkGoals(files: SourceFile[]): Finding[] {
  const text = files.find(({ path }) => path === page)?.text ?? '';
  const goals = goalsOf(text);
  const carriers = carriersOf(files);
  const numbering = goals.flatMap(({ number, line }, index) =>
    number === index + 1 ? [] : [{ path: page, line, message: `goal ${index + 1} should stand here` }],
  );
  const known = new Set(goals.map(({ number }) => `${prefix}${number}`));
  const unknown = [...carriers].flatMap(([id, places]) =>
    known.has(id)
      ? []
      : [...places].map(([path, line]) => ({ path, line, message: `${page} has no goal ${id}` })),
  );
  const wrong = goals.flatMap((goal) =>
    problemsOf(goal, carriers.get(`${prefix}${goal.number}`) ?? new Map()).map((message) => ({
      ...{ path: page, line: goal.line, message },
    })),
  );
  return [...numbering, ...wrong, ...unknown];
}

/** Lines of carriers by their files, by the ids of goals. */
function carriersOf(files: SourceFile[]): Map<string, Map<string, number>> {
  const carriers = new Map<string, Map<string, number>>();
  for (const file of files.filter(({ path }) => isForTests(path) && path.endsWith('.ts')))
    for (const { id, line } of idsInTitles(file).filter((each) => each.id.startsWith(prefix)))
      carriers.set(id, (carriers.get(id) ?? new Map<string, number>()).set(file.path, line));
  return carriers;
}

function problemsOf(
  { number, state, shownIn, missing }: Goal,
  carriers: ReadonlyMap<string, number>,
): string[] {
  const id = `${prefix}${number}`;
  if (!states.includes(state)) return [`“${state}” is none of ${states.join(', ')}`];
  const isShown = state === 'yes' || state === 'partly';
  return [
    ...(isShown && shownIn.length === 0 ? [`${id} is said to be reached, and no test is linked`] : []),
    ...(isShown
      ? shownIn
          .filter((path) => !carriers.has(path))
          .map((path) => `no test of ${path} carries ${id} at the end of its title`)
      : []),
    ...[...carriers.keys()]
      .filter((path) => !isShown || !shownIn.includes(path))
      .map((path) => `${path} carries ${id}, and is not linked here`),
    ...(state !== 'yes' && missing === '' ? [`what ${id} lacks is not said`] : []),
  ];
}

/** Rows of tables whose first cell is a number: number, promise, state, links, what is missing. */
function goalsOf(text: string): Goal[] {
  return text.split('\n').flatMap((row, index) => {
    const [before, number = '', , state = '', links = '', missing = ''] = row
      .split('|')
      .map((cell) => cell.trim());
    if (before !== '' || !/^\d+$/.test(number)) return [];
    const shownIn = [...links.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => join('docs', target));
    return [{ number: Number(number), state, shownIn, missing, line: index + 1 }];
  });
}
