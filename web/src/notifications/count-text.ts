/** More than this many are not counted one by one. */
export const UNREAD_MAX = 99;

export function countText(count: number): string {
  return count > UNREAD_MAX ? `${UNREAD_MAX}+` : String(count);
}
