import type { Route } from '../route.ts';
import { AsQuery, IdParams, ListQuery, listOf } from '../scalars.ts';
import { collectionsCalls } from './calls.ts';
import {
  Collection,
  CollectionBody,
  CollectionItem,
  CollectionItemBody,
  CollectionItemParams,
  CollectionItemsBody,
  CollectionOwnerBody,
  CollectionPage,
  MyCollectionsQuery,
  OwnCollection,
} from './shapes.ts';

/** Calls about collections and courses with the schemas of what they take and answer. */
export const collectionsRoutes = {
  createCollection: {
    ...collectionsCalls.createCollection,
    summary: 'Makes a collection or course without a video in it',
    query: AsQuery,
    body: CollectionBody,
    answer: CollectionPage,
  },
  collection: {
    ...collectionsCalls.collection,
    summary: 'A collection or course, and how far I am in it',
    params: IdParams,
    answer: CollectionPage,
  },
  putCollection: {
    ...collectionsCalls.putCollection,
    summary: 'Replaces the editable fields of a collection',
    params: IdParams,
    body: CollectionBody,
    answer: CollectionPage,
  },
  deleteCollection: {
    ...collectionsCalls.deleteCollection,
    summary: 'Deletes a collection; the videos in it stay',
    params: IdParams,
  },
  putCollectionOwner: {
    ...collectionsCalls.putCollectionOwner,
    summary:
      'Moves a collection of mine to a channel that I publish as, or one that I have made back to me; the videos in it stay whose they are',
    params: IdParams,
    body: CollectionOwnerBody,
    answer: CollectionPage,
  },
  collectionItems: {
    ...collectionsCalls.collectionItems,
    summary: 'Videos in a collection, in its order; those that I may not see are left out',
    params: IdParams,
    query: ListQuery,
    answer: listOf(CollectionItem),
  },
  putCollectionItems: {
    ...collectionsCalls.putCollectionItems,
    summary: 'Replaces the whole list of a collection',
    params: IdParams,
    body: CollectionItemsBody,
  },
  putCollectionItem: {
    ...collectionsCalls.putCollectionItem,
    summary: 'Puts a video into a collection, or to another place in it',
    params: CollectionItemParams,
    body: CollectionItemBody,
  },
  removeCollectionItem: {
    ...collectionsCalls.removeCollectionItem,
    summary: 'Takes a video out of a collection; again, nothing happens',
    params: CollectionItemParams,
  },
  myCollections: {
    ...collectionsCalls.myCollections,
    summary: 'My collections and courses, the newest first',
    query: MyCollectionsQuery,
    answer: listOf(OwnCollection),
  },
  userCollections: {
    ...collectionsCalls.userCollections,
    summary: 'Collections and courses of a person in which there is something for me, the newest first',
    params: IdParams,
    query: ListQuery,
    answer: listOf(Collection),
  },
} as const satisfies Record<string, Route>;
