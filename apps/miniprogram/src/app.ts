import { watchNetwork } from './api/connection.ts';
import { isSinglePage } from './api/needs-person.ts';
import { publishing, wakeUploads } from './publish/phone-publishing.ts';

App({
  onLaunch() {
    watchNetwork();
    // A card in Moments has a storage of its own, and sends nothing.
    if (!isSinglePage()) void publishing.begin();
  },

  onShow() {
    // WeChat has cut off what was under way while it lay in the background.
    wakeUploads();
  },
});
