/** A text with the lines that its writer gave it. */
export function Multiline({ text }: { text: string }) {
  return <span style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>{text}</span>;
}
