// What can be seen of a file before it is sent. The API looks at its bytes anew.

export const IMAGE_BYTES_MAX = 512 * 1024;

export type ImageFault = "image_too_large" | "image_empty" | "image_svg" | "image_type_not_supported";

/** What its first bytes say that a file is; null for what is no image that is taken. */
export function imageType(bytes: Uint8Array): string | null {
  const text = String.fromCharCode(...bytes.subarray(0, 12));
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (text.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) return "image/gif";
  if (text.startsWith("RIFF") && text.slice(8, 12) === "WEBP") return "image/webp";
  return null;
}

/** The image in a file, of the type that it really is, or why it is not taken. */
export async function readImage(file: File): Promise<{ image: Blob } | { fault: ImageFault }> {
  if (file.size === 0) return { fault: "image_empty" };
  if (file.size > IMAGE_BYTES_MAX) return { fault: "image_too_large" };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const type = imageType(bytes);
  if (type !== null) return { image: new Blob([bytes], { type }) };
  return { fault: file.type === "image/svg+xml" || /\.svgz?$/i.test(file.name) ? "image_svg" : "image_type_not_supported" };
}

/** For an address in the page: the cabinet shows pictures of its own and such. */
export function dataAddress(image: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Error("the file could not be read"));
    reader.readAsDataURL(image);
  });
}
