import { type ProbeResult, checkAdmissible, parseProbe } from '@weireel/media';
import { describe, expect, test } from 'vitest';
import {
  copyArguments,
  firstRungArguments,
  inputArguments,
  ladderArguments,
  progressiveCopyArguments,
  progressiveMp4Arguments,
} from './arguments.ts';
import { copiedRung } from './copied-rung.ts';
import { planTranscode } from './plan-transcode.ts';

const input = { demuxer: 'mov', path: '/in put/视频: 1.mp4' };
const fragmentsOf = (ms: number) =>
  `-movflags +frag_keyframe+empty_moov+delay_moov+default_base_moof -frag_duration ${ms}000 -movie_timescale 90000 -f mp4`;
const fragments = fragmentsOf(1000);
const bare = '-map_metadata -1 -map_chapters -1 -dn -sn';

function planOf(video: object, audio?: object) {
  const picture = {
    codec_type: 'video',
    codec_name: 'h264',
    width: 854,
    height: 480,
    pix_fmt: 'yuv420p',
    color_space: 'bt709',
    avg_frame_rate: '30000/1001',
    r_frame_rate: '30000/1001',
    duration: '2.002',
    codec_tag_string: 'avc1',
    ...video,
  };
  const sound = { index: 1, codec_type: 'audio', sample_rate: '48000', channels: 2, ...audio };
  const format = { format_name: 'mov', duration: '2.1' };
  const streams = [{ index: 0, ...picture }, ...(audio === undefined ? [] : [sound])];
  const probe: ProbeResult = parseProbe({ format, streams });
  checkAdmissible(probe);
  return planTranscode(probe);
}

const aac = { codec_name: 'aac', profile: 'LC', duration: '2.0' };
const pcm = { codec_name: 'pcm_s16le', duration: '2.0' };
const stereo = 'aresample=async=1,aformat=sample_rates=48000:channel_layouts=stereo';
const kept = '-reinit_filter:v 0 -autorotate 0'.split(' ');
const steady = 'scale=854:480:interl=-1,bwdif=mode=send_frame:deint=interlaced';
const encodedSound = `-map 0:1 -c:a aac -b:a 128k -af ${stereo}`;

describe('arguments', () => {
  test('open only the named file, as the given format', () => {
    expect(inputArguments(input)).toEqual([
      ...['-protocol_whitelist', 'file', '-f', 'mov', '-i', 'file:/in put/视频: 1.mp4'],
    ]);
    expect(inputArguments({ demuxer: 'mov', path: null })).toEqual([
      ...['-protocol_whitelist', 'pipe', '-f', 'mov', '-i', 'pipe:0'],
    ]);
  });

  test('copy picture and sound to a pipe', () => {
    const args = copyArguments(planOf({}, aac), input, 3);
    const expected = `-map 0:0 -c:v copy -map 0:1 -c:a copy ${bare} ${fragments} pipe:3`;
    expect(args).toEqual([...inputArguments(input), ...expected.split(' ')]);
  });

  test('copy picture and sound to a progressive file', () => {
    const args = progressiveCopyArguments(planOf({}, aac), input, '/out/p.mp4');
    const expected = `-map 0:0 -c:v copy -map 0:1 -c:a copy ${bare} -movflags +faststart -f mp4 -y file:/out/p.mp4`;
    expect(args).toEqual([...inputArguments(input), ...expected.split(' ')]);
  });

  test('copy both to a plain MP4 beside it, from one reading', () => {
    const plan = planOf({}, aac);
    const [copy, plain] = [
      copyArguments(plan, input, 3),
      progressiveCopyArguments(plan, input, '/out/p.mp4'),
    ];
    const both = [...copy, ...plain.slice(inputArguments(input).length)];
    expect(copyArguments(plan, input, 3, '/out/p.mp4')).toEqual(both);
  });

  test('copy the picture and encode sound that browsers do not play', () => {
    const args = copyArguments(planOf({}, pcm), input, 3);
    const expected = `-map 0:0 -c:v copy ${encodedSound} ${bare} ${fragments} pipe:3`;
    expect(args).toEqual([...inputArguments(input), ...expected.split(' ')]);
  });

  test('encode the first rung', () => {
    const args = firstRungArguments(planOf({ color_space: 'smpte170m' }), input, 4, { threads: 2 });
    expect(args).toEqual([
      ...[...kept, ...inputArguments(input), '-filter_complex'],
      `[0:0]${steady},` +
        'scale=854:480:flags=bicubic:in_color_matrix=bt601:out_color_matrix=bt709:in_range=limited:out_range=limited,' +
        'format=yuv420p,setsar=1,fps=30000/1001:start_time=0,' +
        'setparams=range=limited:color_primaries=bt709:color_trc=bt709:colorspace=bt709[v0]',
      ...'-map [v0] -c:v libx264 -preset veryfast -profile:v high -pix_fmt yuv420p -partitions i4x4,i8x8 -motion-est dia -crf 23'.split(
        ' ',
      ),
      ...'-maxrate 1779k -bufsize 2669k -g 60 -keyint_min 60 -sc_threshold 0 -flags +cgop'.split(' '),
      ...'-r 30000/1001 -color_range tv -color_primaries bt709 -color_trc bt709 -colorspace bt709'.split(' '),
      ...`-threads:v 2 ${bare} ${fragmentsOf(200)} pipe:4`.split(' '),
    ]);
  });

  test('encode all rungs from one decode', () => {
    const args = ladderArguments(planOf({}, aac), input, { rungs: [3, 4], sound: 5 });
    const graph = args[args.indexOf('-filter_complex') + 1];
    expect(graph).toBe(
      `[0:0]${steady},` +
        'scale=854:480:flags=bicubic:in_color_matrix=bt709:out_color_matrix=bt709:in_range=limited:out_range=limited,' +
        'format=yuv420p,setsar=1,fps=30000/1001:start_time=0,' +
        'setparams=range=limited:color_primaries=bt709:color_trc=bt709:colorspace=bt709,' +
        'split=2[to-v0][v1];[to-v0]scale=640:360:flags=bicubic,setsar=1[v0]',
    );
    expect(args.filter((arg) => arg.startsWith('pipe:'))).toEqual(['pipe:3', 'pipe:4', 'pipe:5']);
    expect(args.join(' ').split(encodedSound).length).toBe(2);
    expect(() => ladderArguments(planOf({}, aac), input, { rungs: [3], sound: 5 })).toThrow(RangeError);
  });

  test('copy the picture of a film beside rungs whose key frames are where it has them', () => {
    const plan = planOf({}, aac);
    const rest = { ...plan, ladder: plan.ladder.slice(0, -1) };
    const args = ladderArguments(rest, input, { rungs: [3], sound: 5, copied: 4 }).join(' ');
    expect(args).toContain(`-force_key_frames source -an ${bare} ${fragmentsOf(1000)} pipe:3`);
    expect(args).toContain(`-map 0:0 -c:v copy -an ${bare} ${fragmentsOf(1000)} pipe:4`);
  });

  test('copy it where it has the size of the largest rung and not far more bits', () => {
    const plan = planOf({}, aac);
    const top = plan.ladder.at(-1);
    if (top === undefined) throw new Error('a plan has rungs');
    const film = (bitrateBps: number | null, display = top): typeof plan => ({
      ...{ ...plan, path: 'copy', display, video: { ...plan.video, bitrateBps } },
    });
    expect(copiedRung(film(top.maxBitrateBps))).toBe(top);
    expect(copiedRung(film(3 * top.maxBitrateBps))).toBeNull();
    expect(copiedRung(film(null))).toBeNull();
    expect(copiedRung(film(top.maxBitrateBps, { ...top, widthPx: top.widthPx + 2 }))).toBeNull();
    expect(copiedRung({ ...film(top.maxBitrateBps), path: 'encode' })).toBeNull();
  });

  test('read HLG as the ordinary curve and bring PQ through linear light', () => {
    const graph = (transfer: string) => {
      const colour = { color_space: 'bt2020nc', color_primaries: 'bt2020', color_transfer: transfer };
      const args = firstRungArguments(planOf({ ...colour, pix_fmt: 'yuv420p10le' }), input, 3);
      return args[args.indexOf('-filter_complex') + 1] ?? '';
    };
    const scaled = `[0:0]${steady},zscale=w=854:h=480:filter=bicubic:matrixin=bt2020nc`;
    const after = ',setsar=1,fps=30000/1001:start_time=0,setparams=';
    const output =
      'transfer=bt709:matrix=gbr:range=full,format=gbrp10le,zscale=matrix=bt709:range=limited,format=yuv420p';
    expect(graph('arib-std-b67')).toContain(
      `${scaled}:transferin=bt2020-10:primariesin=bt2020:rangein=limited:primaries=bt709:${output}${after}`,
    );
    expect(graph('smpte2084')).toContain(
      `${scaled}:transferin=smpte2084:primariesin=bt2020:rangein=limited,zscale=transfer=linear:npl=203,` +
        `format=gbrpf32le,zscale=primaries=bt709,tonemap=tonemap=mobius:desat=0,zscale=${output}${after}`,
    );
  });

  test('drop frames before scaling and deinterlace before that', () => {
    const plan = planOf({ avg_frame_rate: '120/1', r_frame_rate: '120/1', field_order: 'tt' });
    const args = firstRungArguments(plan, input, 3);
    expect(args[args.indexOf('-filter_complex') + 1]).toMatch(
      /^\[0:0\]scale=854:480:interl=-1,bwdif=mode=send_frame:deint=interlaced,fps=60:start_time=0,scale=/,
    );
  });

  test('fit pictures of other sizes into the size of most of the clip, between bars, and turn them upright', () => {
    const side_data_list = [{ displaymatrix: '00000000: 0 65536 0\n00000001: -65536 0 0\n' }];
    const args = firstRungArguments(planOf({ codec_tag_string: '[27]', side_data_list }), input, 3);
    const graph = args[args.indexOf('-filter_complex') + 1] ?? '';
    expect(graph.slice(0, graph.indexOf('scale=854:480:flags'))).toBe(
      "[0:0]scale=w='if(lt(dar,1.770271),max(2,2*round(854*dar/1.779167/2)),854)':" +
        "h='if(gt(dar,1.788062),max(2,2*round(480*1.779167/dar/2)),480)':eval=frame:interl=-1," +
        'pad=854:480:-1:-1:eval=frame,bwdif=mode=send_frame:deint=interlaced,',
    );
    expect(graph).toContain('format=yuv420p,transpose=clock,setsar=1,');
  });

  test.each([
    [161, 121, 'yuv420p', 'pad=160:120:'],
    [726, 480, 'yuv411p', 'pad=724:480:'],
    [3, 3, 'yuv411p', 'pad=4:4:'],
  ])('put bars around whole samples of colour: %i×%i %s', (width, height, pix_fmt, bars) => {
    const args = firstRungArguments(planOf({ codec_tag_string: '[27]', width, height, pix_fmt }), input, 3);
    expect(args[args.indexOf('-filter_complex') + 1]).toContain(`,${bars}`);
  });

  test.each([
    ['ambisonics', { channels: 4, channel_layout: 'ambisonic 1' }, 'c0=0.5*c0+0.5*c1|c1=0.5*c0-0.5*c1'],
    ['three channels', { channels: 3 }, 'c0=0.5000*c0+0.5000*c2|c1=0.5000*c1+0.5000*c2'],
  ])('mix all channels of sound without places, and say so: %s', (_name, sound, mix) => {
    const plan = planOf({}, { ...pcm, ...sound });
    expect(copyArguments(plan, input, 3).join(' ')).toContain(`-af pan=stereo|${mix},${stereo} `);
    expect(plan.notes.map(({ code }) => code)).toEqual(['sound_places_unknown']);
  });

  test('turn a rendition into a plain MP4', () => {
    expect(progressiveMp4Arguments(input, '/out/p.mp4')).toEqual([
      ...inputArguments(input),
      ...`-map 0 -c copy ${bare} -movflags +faststart -f mp4 -y file:/out/p.mp4`.split(' '),
    ]);
  });
});
