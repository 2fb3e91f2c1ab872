/** What a change may be of: a video, one that is gone, one whose author is another now, an asset and so every video about it, an upload,
 * a person and so how much they have not read. */
export const changedNouns = ['video', 'deletedVideo', 'movedVideo', 'asset', 'upload', 'unread'] as const;

/** One thing of a person's whose newest state is to be told. */
export interface Change {
  /** What it is. */
  noun: (typeof changedNouns)[number];
  /** Its id. */
  id: string;
}

/** Things that changed, each of them once: the newest state of a thing is told, never its history. */
export class Changes {
  private readonly ids = {
    video: new Set<string>(),
    deletedVideo: new Set<string>(),
    movedVideo: new Set<string>(),
    asset: new Set<string>(),
    upload: new Set<string>(),
    unread: new Set<string>(),
  } satisfies Record<Change['noun'], Set<string>>;

  /** Notes a change. */
  add({ noun, id }: Change): void {
    if (noun === 'deletedVideo') {
      this.ids.video.delete(id);
      this.ids.movedVideo.delete(id);
    }
    this.ids[noun].add(id);
  }

  /** Notes everything that others have noted. */
  addAll(others: Changes): void {
    for (const noun of changedNouns) for (const id of others.of(noun)) this.add({ noun, id });
  }

  /** These without what others have noted, too. */
  without(others: Changes): Changes {
    const rest = new Changes();
    for (const noun of changedNouns) {
      for (const id of this.ids[noun]) if (!others.ids[noun].has(id)) rest.add({ noun, id });
    }
    return rest;
  }

  /** Ids of a noun. */
  of(noun: Change['noun']): ReadonlySet<string> {
    return this.ids[noun];
  }

  /** Whether nothing changed. */
  isEmpty(): boolean {
    return changedNouns.every((noun) => this.ids[noun].size === 0);
  }
}
