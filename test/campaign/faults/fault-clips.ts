import { join } from 'node:path';
import { h264, makeClip, phone } from '../../make-clip.ts';

/** Small files, each for another way through the stages. */
export interface FaultClips {
  /** Its streams can be copied. */
  copied: string;
  /** Must be encoded. */
  encoded: string;
  /** Larger than one part of an upload. */
  parts: string;
}

/** Makes the clips in a folder. */
export async function makeFaultClips(folder: string): Promise<FaultClips> {
  const noisy = 'testsrc2=s=640x360:r=30:d=2,noise=alls=80:allf=t';
  return {
    copied: await makeClip(join(folder, 'copied.mp4'), {
      picture: 'testsrc2=s=568x320:r=30:d=4',
      encoding: phone,
    }),
    encoded: await makeClip(join(folder, 'encoded.avi'), {
      picture: 'testsrc2=s=480x360:r=25:d=4',
      encoding: '-c:v mpeg4 -q:v 4 -c:a libmp3lame',
    }),
    parts: await makeClip(join(folder, 'parts.mp4'), {
      picture: noisy,
      encoding: `${h264} -crf 1 -an`,
      hasSound: false,
    }),
  };
}
