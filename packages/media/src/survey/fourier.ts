/** Finds how much of each frequency is in a window of samples. */
export type Spectrum = (samples: ArrayLike<number>) => Float64Array;

/**
 * A Fourier transform (radix 2, in place) of windows of one size, under a Hann window; what it answers is written anew by
 * the next call.
 *
 * @param size of a window; a power of two
 * @returns magnitudes from nothing up to, and without, half the rate: `size / 2`
 */
export function createSpectrum(size: number): Spectrum {
  const window = Float64Array.from(
    { length: size },
    (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size),
  );
  const cosines = Float64Array.from({ length: size / 2 }, (_, n) => Math.cos((2 * Math.PI * n) / size));
  const sines = Float64Array.from({ length: size / 2 }, (_, n) => -Math.sin((2 * Math.PI * n) / size));
  const order = reversedBits(size);
  const [real, imaginary] = [new Float64Array(size), new Float64Array(size)];
  const magnitudes = new Float64Array(size / 2);
  const at = (values: Float64Array, index: number): number => values[index] ?? 0;
  return (samples) => {
    for (let n = 0; n < size; n += 1) {
      const from = order[n] ?? 0;
      real[n] = (samples[from] ?? 0) * at(window, from);
      imaginary[n] = 0;
    }
    for (let half = 1; half < size; half *= 2) {
      const stride = size / 2 / half;
      for (let begin = 0; begin < size; begin += 2 * half) {
        for (let n = 0; n < half; n += 1) {
          const [c, s] = [at(cosines, n * stride), at(sines, n * stride)];
          const [low, high] = [begin + n, begin + n + half];
          const [a, b] = [at(real, high), at(imaginary, high)];
          const [x, y] = [a * c - b * s, a * s + b * c];
          real[high] = at(real, low) - x;
          imaginary[high] = at(imaginary, low) - y;
          real[low] = at(real, low) + x;
          imaginary[low] = at(imaginary, low) + y;
        }
      }
    }
    for (let n = 0; n < magnitudes.length; n += 1) {
      const [re, im] = [at(real, n), at(imaginary, n)];
      magnitudes[n] = Math.sqrt(re * re + im * im);
    }
    return magnitudes;
  };
}

function reversedBits(size: number): Uint32Array {
  const bits = Math.log2(size);
  return Uint32Array.from({ length: size }, (_, index) => {
    let reversed = 0;
    for (let bit = 0; bit < bits; bit += 1) reversed = (reversed << 1) | ((index >> bit) & 1);
    return reversed;
  });
}
