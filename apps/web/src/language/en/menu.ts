import type { menu as chinese } from '../zh-cn/menu.ts';

/** What the menu of one's own account says, and the titles of what it leads to. */
export const menu: typeof chinese = {
  menu: {
    account: 'Account',
    signedOut: 'Signed out',
    signOut: 'Sign out',
    page: 'My page',
    settings: 'Settings',
    jobs: 'Background jobs',
    reports: 'Reports',
    people: 'People and roles',
    categories: 'Categories',
    channels: 'Channels',
    groups: 'Groups',
    favourites: 'Favourites',
    studio: 'Studio',
    history: 'History',
    held: 'Comments to approve',
  },
};
