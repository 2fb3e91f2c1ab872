import { readFile } from 'node:fs/promises';

/** A video of the judged collection. */
export interface JudgedVideo {
  /** Its id there. */
  id: string;
  /** Nickname of its author. */
  author: string;
  /** Title. */
  title: string;
  /** Description. */
  description: string;
  /** Tags. */
  tags: string[];
}

/** A query with its answers. */
export interface JudgedQuery {
  /** Its id: odd ones are for tuning, even ones are set aside. */
  id: string;
  /** What it tries. */
  kind: string;
  /** What is typed. */
  query: string;
  /** Grade from 1 to 3 of each video that answers it; empty: none does. */
  grades: ReadonlyMap<string, number>;
}

/** Reads the judged collection; see `judged/README.md`. */
export async function readJudged(): Promise<{ videos: JudgedVideo[]; queries: JudgedQuery[] }> {
  const [videos, queries] = await Promise.all([readTable('videos.tsv'), readTable('queries.tsv')]);
  return {
    videos: videos.map(([id = '', author = '', title = '', description = '', tags = '']) => {
      return { id, author, title, description, tags: tags.split('|') };
    }),
    queries: queries.map(([id = '', kind = '', query = '', grades = '']) => {
      return { id, kind, query, grades: readGrades(grades) };
    }),
  };
}

async function readTable(name: string): Promise<string[][]> {
  const text = await readFile(new URL(`judged/${name}`, import.meta.url), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
}

function readGrades(text: string): Map<string, number> {
  if (text === '-') return new Map();
  return new Map(
    text.split(' ').map((pair) => {
      const [id = '', grade = ''] = pair.split(':');
      return [id, Number(grade)];
    }),
  );
}
