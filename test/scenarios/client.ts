import type { Api } from '@weireel/client';
import type { BrowserContext, Page } from 'playwright-core';

/** What a person can press on whatever fills the screen. */
export type Press = 'like' | 'favourite' | 'comments' | 'more';

/** What a client says. */
export type Sentence =
  'offline' | 'not reached' | 'feed failed' | 'follow somebody' | 'no such video' | 'no videos of mine';

/** What a person does with a client, and sees. Everything is waited for, with a limit. */
export interface Screen {
  /** The browser's window. */
  page: Page;
  /** What the window belongs to, where its network can be held or cut. */
  context: BrowserContext;

  /** Opens the feed, beginning with a video when one is named. */
  openFeed(videoId?: string): Promise<void>;
  /** Opens the page of a video as somebody without an account does who follows a link from elsewhere. */
  openLink(videoId: string): Promise<void>;
  /** Opens where something is searched for. */
  openSearch(): Promise<void>;
  /** Opens where something is published. */
  openPublish(): Promise<void>;
  /** Opens one's own videos. */
  openMine(): Promise<void>;
  /** Opens a collection or course. */
  openCollection(id: string): Promise<void>;
  /** Opens what they have favoured. */
  openFavourites(): Promise<void>;
  /** Opens what they have watched. */
  openHistory(): Promise<void>;
  /** Opens where they are signed in. */
  openSessions(): Promise<void>;
  /** Begins anew, as after the app was killed or the page was loaded again. */
  beginAnew(): Promise<void>;

  /** The title of the video that fills the screen; undefined: none does yet. */
  shownTitle(): Promise<string | undefined>;
  /** How many videos play. */
  playing(): Promise<number>;
  /** Goes to the next video, or the one before, with a finger. */
  swipe(to: 'next' | 'before'): Promise<void>;
  /** Taps the picture twice. */
  tapTwice(): Promise<void>;
  /** Presses a button beside the picture. */
  press(button: Press): Promise<void>;
  /** Shares what fills the screen, and opens what was shared as its receiver does. */
  followShared(): Promise<void>;
  /** Chooses another feed. */
  chooseFeed(name: '热门' | '关注'): Promise<void>;
  /** Chooses from what was opened by «more». */
  choose(name: string | RegExp): Promise<void>;

  /** Goes to whoever made what fills the screen. */
  openAuthor(nickname: string): Promise<void>;
  /** Follows the person whose page is shown. */
  follow(): Promise<void>;
  /** Does the one thing that a collection offers, which is said so. */
  goOn(words: string): Promise<void>;
  /** Clears what they have watched, and says that they are sure. */
  clearHistory(): Promise<void>;
  /** Signs them in on another device; gives its calls. */
  signInElsewhere(): Promise<Api>;
  /** Signs them out everywhere else, and says that they are sure. */
  endOthers(): Promise<void>;
  /** Calls themselves otherwise. */
  rename(nickname: string): Promise<void>;

  /** Signs in when that is asked now. Gives whether the person was led away for it, and so has to press again. */
  signInWhereAsked(): Promise<boolean>;
  /** Whether the person is told that this needs an account. */
  untilAccountIsAsked(): Promise<void>;
  /** Has the server not know the session any more. */
  loseSession(): Promise<void>;
  /** Calls of whoever is signed in. */
  me(): Promise<Api>;

  /** Waits until the client says something, wherever it stands. */
  untilSaid(what: Sentence): Promise<void>;
  /** Waits until it no longer says so. */
  untilNotSaid(what: Sentence): Promise<void>;
  /** Waits until a text of somebody's is to be read. */
  untilRead(text: string | RegExp): Promise<void>;
  /** Presses what tries again. */
  retry(): Promise<void>;

  /** Writes below the video, or answers the comment of a text. */
  say(text: string, answering?: string): Promise<void>;
  /** Waits until so many comments are counted. */
  untilCommentsAre(count: number): Promise<void>;
  /** Shows what was said below the video of a link, where the client does not so already. */
  readComments(): Promise<void>;
  /** Leaves it again. */
  leaveComments(): Promise<void>;
  /** Reports: chooses what, when there are several things, and why, says more when that is needed, and sends. */
  report(what: string | null, why: string, detail?: string): Promise<void>;
  /** Reports the comment of this text. */
  reportComment(text: string, why: string): Promise<void>;

  /** Types a text, waits until something is suggested, and searches for what was typed. */
  search(text: string, suggestion: string): Promise<void>;
  /** Empties the box, and searches for what was searched for before. */
  searchAgain(text: string): Promise<void>;
  /** Opens what was found under this title. */
  openFound(title: string): Promise<void>;
  /** Goes back by the client's or the browser's own way. */
  goBack(): Promise<void>;
  /** Shows tags instead of videos. */
  searchTags(): Promise<void>;

  /** Chooses a file and publishes it, public. */
  publish(path: string): Promise<void>;
  /** Does what the client needs, after it began anew, to go on with that file. */
  goOnPublishing(path: string): Promise<void>;
  /** Pauses what is sent. */
  pause(): Promise<void>;
  /** Goes on. */
  resume(): Promise<void>;
  /** Gives the first of one's own videos a title and tags, and lets nobody but oneself see it. */
  edit(title: string, tags: readonly string[]): Promise<void>;
  /** Lets the first of one's own videos be a channel's, by its name. */
  moveFirst(channel: string): Promise<void>;
  /** Deletes the first of one's own videos, and says that one is sure. */
  deleteFirst(): Promise<void>;

  /** Ends it; fails when something that nobody saw went wrong. */
  close(): Promise<void>;
}

/** How a person comes to a client. */
export interface Arrival {
  /** Whether they are signed in already; on a phone with WeChat that is done when it is needed. */
  isSignedIn: boolean;
}

/** A client that scenarios are played on. */
export interface Client {
  /** Its name. */
  name: string;
  /** Gives somebody new a screen of it. */
  enter(arrival: Arrival): Promise<Screen>;
}
