// Written in its place by the build: a mini program cannot be told its server later.
declare const WEIREEL_SERVER: string;

/** Address of the server, without a slash at the end. */
export const serverUrl: string = WEIREEL_SERVER;

/** A link of the API as an address: the server gives those of its own storage without its name. */
export function absoluteUrl(link: string): string {
  return link.startsWith('/') ? serverUrl + link : link;
}
