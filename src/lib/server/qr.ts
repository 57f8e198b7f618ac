/** A QR made on the server: no code in the browser for it. */
import QRCode from 'qrcode';

/** The QR of an address, as the source of an image. */
export async function qrImage(address: string): Promise<string> {
	const svg = await QRCode.toString(address, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
	return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
