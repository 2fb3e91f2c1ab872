import { watchNetwork } from './api/connection.ts';

App({
  onLaunch() {
    watchNetwork();
  },
});
