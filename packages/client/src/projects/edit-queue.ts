import type { EditedProject, ProjectEdits } from '@weireel/contract';
import {
  canonicalJson,
  changesBetween,
  mergeEdits,
  type EditDocument,
  type Operation,
  type Problem,
} from '@weireel/edit';

/** Bounds of one call. */
const [mostEdits, mostOperations] = [60, 200];

/** What is sent, until it is known what came of it. */
export interface Batch {
  /** What the server takes. */
  body: ProjectEdits & { id: string };
  /** What is expected to be there afterwards, when nobody else edits. */
  expected: EditDocument | null;
}

/** What a device keeps of a queue, so that nothing is lost when it ends. */
export interface KeptQueue {
  /** Edits that were not sent yet. */
  pending: (readonly Operation[])[];
  /** Another name that was not sent yet; null: none. */
  title: string | null;
  /** What was sent without a word of what came of it: it is sent again as it was, and performed once. */
  sending: Batch['body'] | null;
}

/** What came of a batch. */
export interface Landed {
  /** The document with what others did and with own edits that were not sent yet; null: it is as it was. */
  document: EditDocument | null;
  /** Why own edits did not go together with what others did; none: they all did. */
  problems: Problem[];
}

/**
 * Own edits on their way to the server. Pure: what is sent, and when, decides whoever has it.
 *
 * @param kept of an earlier one, which ended before all was sent
 */
export function createEditQueue(newId: () => string, kept: KeptQueue | null = null) {
  let pending: (readonly Operation[])[] = [...(kept?.pending ?? [])];
  let title: string | undefined = kept?.title ?? undefined;
  let sending: Batch | null = kept?.sending == null ? null : { body: kept.sending, expected: null };

  return {
    /** Notes an edit. */
    add(operations: readonly Operation[]): void {
      pending.push(operations);
    },
    /** Notes another name. */
    rename(next: string): void {
      title = next;
    },
    /** Whether something waits. */
    hasMore: (): boolean => pending.length > 0 || title !== undefined || sending !== null,
    /** What to send: the same as before, until it is known what came of that. */
    next(revision: number, present: EditDocument): Batch {
      if (sending !== null) return sending;
      let [count, operations] = [0, 0];
      while (count < Math.min(pending.length, mostEdits)) {
        operations += pending[count]?.length ?? 0;
        if (operations > mostOperations && count > 0) break;
        count += 1;
      }
      const edits = pending.splice(0, count).map((each) => [...each]);
      const expected = pending.length === 0 ? present : null;
      sending = {
        body: { id: newId(), revision, edits, ...(title !== undefined && { title }) },
        expected,
      };
      title = undefined;
      return sending;
    },
    /** All of it, as it can be kept. */
    kept: (): KeptQueue => ({ pending, title: title ?? null, sending: sending?.body ?? null }),
    /** What was refused goes back, to be sent again with what mends it. */
    giveBack(): void {
      if (sending === null) return;
      // As: own edits, as they were noted.
      pending = [...(sending.body.edits as Operation[][]), ...pending];
      title ??= sending.body.title;
      sending = null;
    },
    /** What came of what was sent. */
    land({ project, dropped }: EditedProject): Landed {
      const expected = sending?.expected ?? null;
      sending = null;
      // As: the server keeps only documents that are valid, and says of edits what `packages/edit` says.
      const document = project.document as unknown as EditDocument;
      const problems = dropped.flatMap((each) => each.problems as Problem[]);
      if (expected !== null && canonicalJson(expected) === canonicalJson(document))
        return { document: null, problems };
      const changed = new Set(
        expected === null ? [] : changesBetween(expected, document).map(({ cell }) => cell),
      );
      const merged = mergeEdits(document, pending, { changed });
      pending = merged.kept.map((index) => pending[index] ?? []);
      return {
        document: merged.document,
        problems: [...problems, ...merged.dropped.flatMap((each) => each.problems)],
      };
    },
  };
}
