import type { uploadingZhCn } from './uploading-zh-cn.ts';

/** What is said in English about how far an upload is; keys as `describeUpload` gives them. */
export const uploadingEn: typeof uploadingZhCn = {
  state: {
    queued: 'Waiting its turn',
    creating: 'Preparing',
    uploading: 'Uploading',
    paused: 'Paused',
    waitingNetwork: 'The network is unstable; goes on by itself',
    waitingBusy: 'The server is busy; goes on by itself',
    waitingFault: 'The server failed; trying again',
    waitingDamage: 'Data was damaged on the way; sending it again',
    completing: 'Checking the file',
    done: 'Uploaded',
    failed: 'The upload failed',
    cancelled: 'Cancelled',
  },
  of: '{done} of {total}',
  speed: '{speed}/s',
  resumed: 'resumed',
};
