/** Gives the person a text as a file. */
export function download(text: string, name: string): void {
  downloadFile(new Blob([text], { type: "text/plain;charset=utf-8" }), name);
}

export function downloadFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // Not at once: some browsers begin to read it only after the click.
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
