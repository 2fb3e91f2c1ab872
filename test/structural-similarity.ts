const side = 8;
const [c1, c2] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2];

/**
 * How alike two planes of bytes look, 1: the same. Mean SSIM (Wang, Bovik, Sheikh, Simoncelli 2004) over squares of eight
 * pixels; planes that lie one under the other are one high plane.
 */
export function structuralSimilarity(a: Uint8Array, b: Uint8Array, widthPx: number): number {
  const rows = Math.floor(a.length / widthPx / side);
  const columns = Math.floor(widthPx / side);
  let sum = 0;
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      sum += similarityOfSquare(a, b, row * side * widthPx + column * side, widthPx);
  return sum / (rows * columns);
}

function similarityOfSquare(a: Uint8Array, b: Uint8Array, from: number, widthPx: number): number {
  const count = side * side;
  let [sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0];
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) {
      const index = from + y * widthPx + x;
      const [valueA, valueB] = [a[index] ?? 0, b[index] ?? 0];
      sumA += valueA;
      sumB += valueB;
      squaresA += valueA * valueA;
      squaresB += valueB * valueB;
      products += valueA * valueB;
    }
  const [meanA, meanB] = [sumA / count, sumB / count];
  const [varianceA, varianceB] = [squaresA / count - meanA ** 2, squaresB / count - meanB ** 2];
  const covariance = products / count - meanA * meanB;
  return (
    ((2 * meanA * meanB + c1) * (2 * covariance + c2)) /
    ((meanA ** 2 + meanB ** 2 + c1) * (varianceA + varianceB + c2))
  );
}
