import { correction, generate, type Bitmap2D } from 'lean-qr';
import { toSvgSource } from 'lean-qr/extras/svg';

/** Empty modules around a code, as ISO/IEC 18004 wants. */
export const quietModules = 4;

/** A text as a QR code that is read though an eighth of it is spoilt. */
export function drawQr(text: string): Bitmap2D {
  return generate(text, { minCorrectionLevel: correction.M });
}

/** A QR code as a document of SVG, black on white in either theme. */
export function qrToSvg(code: Bitmap2D): string {
  return toSvgSource(code, { on: '#000', off: '#fff', pad: quietModules, xmlDeclaration: true });
}
