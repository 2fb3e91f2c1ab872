import { watchNetwork } from './api/connection.ts';
import { isSinglePage } from './api/needs-person.ts';
import { watchMobileData } from './player/data-wish.ts';
import { takeRoll } from './publish/phone-takes.ts';
import { publishing, wakeUploads } from './publish/phone-publishing.ts';

App({
  onLaunch() {
    watchNetwork();
    watchMobileData();
    // A card in Moments has a storage of its own, and sends nothing.
    if (isSinglePage()) return;
    void publishing.begin();
    void takeRoll.begin();
  },

  onShow() {
    // WeChat has cut off what was under way while it lay in the background.
    wakeUploads();
  },
});
