/** A fault that is put into a copy of the code, to see that a test finds it. */
export interface PlantedFault {
  /** What is wrong then, in words. */
  what: string;
  /** File of the repository. */
  file: string;
  /** Text that stands in it exactly once. */
  from: string;
  /** What stands there instead. */
  to: string;
  /** Test files of which one has to fail; `types`: the compiler has to refuse the copy. */
  foundBy: readonly string[] | 'types';
}

const sweepTests = ['packages/upkeep/src/sweep.test.ts'];
const visibilityTests = ['packages/db/src/videos/visible.test.ts'];
const storeTests = ['packages/blob/src/blob-store.test.ts'];
const uploadTests = ['test/uploads/uploads.test.ts'];
const permissionTests = ['test/people/permissions.test.ts'];

/** One fault for each promise of the house that only a test keeps. */
export const plantedFaults: readonly PlantedFault[] = [
  {
    what: 'a file of a later version is taken for one of ours, and swept away',
    file: 'packages/catalogue/src/artefacts/blob-keys.ts',
    from: "why: 'unknown_kind' };\n  if (version !== '') return { isKnown: false, why: 'newer_version' };\n  if (folder",
    to: "why: 'unknown_kind' };\n  if (folder",
    foundBy: sweepTests,
  },
  {
    what: 'what the sweep does not understand is told of at each sweep anew',
    file: 'packages/upkeep/src/sweep.ts',
    from: 'if (!(await noteUnknownBlob(db, blob))) return;',
    to: 'await noteUnknownBlob(db, blob);',
    foundBy: sweepTests,
  },
  {
    what: 'the sweep takes a file whose row its attempt has just written',
    file: 'packages/upkeep/src/sweep.ts',
    from: '!(await isArtefactKnown(db, parsed.artefactKey))) yield blob',
    to: "parsed.kind !== 'source') yield blob",
    foundBy: sweepTests,
  },
  {
    what: 'lists show what is still arriving, though the rule forbids it',
    file: 'packages/db/src/videos/visible.ts',
    from: "\n    and ${sql.ref(`${names.assets}.state`)} <> 'uploading'",
    to: '',
    foundBy: visibilityTests,
  },
  {
    what: 'the rule lets people find what has no time of publication, and lists do not',
    file: 'packages/catalogue/src/access/visibility.ts',
    from: ' && video.published;',
    to: ';',
    foundBy: visibilityTests,
  },
  {
    what: 'the rule of visibility takes a fact that no test has values for',
    file: 'packages/catalogue/src/access/visibility.ts',
    from: '  /** Whether it has a time of publication. */\n',
    to: '  /** Planted. */\n  planted: boolean;\n  /** Whether it has a time of publication. */\n',
    foundBy: 'types',
  },
  {
    what: 'a store completes a blob of parts that are not those which were written',
    file: 'packages/blob/src/part-place.ts',
    from: 'n !== at + 1 || etag !== etagOf(n, sizeBytes)',
    to: 'n !== at + 1 || etagOf(n, sizeBytes) === undefined',
    foundBy: storeTests,
  },
  {
    what: 'a store takes parts that are smaller than it wants',
    file: 'packages/blob/src/part-place.ts',
    from: 'shape.partSizeBytes >= Math.min(smallestPartBytes, shape.sizeBytes)',
    to: 'smallestPartBytes > 0',
    foundBy: storeTests,
  },
  {
    what: 'files are cut as the client wishes, whatever the store takes',
    file: 'packages/upload/src/parts.ts',
    from: 'Math.max(options.wishedBytes ?? usualPartBytes, options.smallestPartBytes)',
    to: 'options.wishedBytes ?? Math.max(usualPartBytes, options.smallestPartBytes)',
    foundBy: ['packages/upload/src/upload.test.ts'],
  },
  {
    what: 'the store is called within a transaction',
    file: 'apps/server/src/uploads/create-upload.ts',
    from: '      await lockUser(trx, viewer.id);\n',
    to: '      await lockUser(trx, viewer.id);\n      await blobs.head(blob.key);\n',
    foundBy: uploadTests,
  },
  {
    what: 'unfinished bytes are read though the store cannot show them',
    file: 'apps/server/src/uploads/complete-upload.ts',
    from: 'isMoved || !blobs.readsUnfinished',
    to: 'isMoved',
    foundBy: uploadTests,
  },
  {
    what: 'the answer tells what the store calls a part',
    file: 'apps/server/src/uploads/routes.ts',
    from: 'parts: parts.map(({ n, size_bytes, etag }) =>',
    to: 'parts: parts.map(({ n, size_bytes, store_etag: etag }) =>',
    foundBy: uploadTests,
  },
  {
    what: 'a call with an id stands in no list of those that strangers try',
    file: 'test/people/permissions.test.ts',
    from: ", takeRole: 'admin/users' }",
    to: ' }',
    foundBy: permissionTests,
  },
  {
    what: 'everybody who may see a video may change it',
    file: 'apps/server/src/videos/lock-managed.ts',
    from: "  if (!isManagedBy(facts, viewer)) throw new WeireelError('forbidden');\n",
    to: '',
    foundBy: permissionTests,
  },
  {
    what: 'the second page of a list begins with the last item of the first',
    file: 'packages/db/src/engine/keyset.ts',
    from: 'sql`>` : sql`<`',
    to: 'sql`>=` : sql`<=`',
    foundBy: ['packages/db/src/videos/lists.test.ts'],
  },
];
