/** Most people of one notice that are counted, and most notices that count as unread. */
export const mostActors = 100;
