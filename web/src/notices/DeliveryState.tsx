import type { Delivery } from "../api/types";
import { useWords } from "../i18n/words";
import { StatusMark } from "../ui/StatusMark";
import { markOf } from "../ui/tone";

/** In a row: the state, and a sign where it is being sent again. */
export function DeliveryState({ delivery }: { delivery: Delivery }) {
  const wordFor = useWords();
  const { icon: Icon, tone } = markOf("delivery_mark", "resending");
  const resending = wordFor("delivery_mark", "resending");
  return (
    <span style={{ display: "inline-flex", alignItems: "center", gap: "0.35rem", maxWidth: "100%", verticalAlign: "bottom" }}>
      <StatusMark group="postback_state" code={delivery.state} />
      {delivery.resending && (
        <span role="img" aria-label={resending} title={resending} style={{ display: "inline-flex", flex: "none", color: `var(--tone-${tone})` }}>
          <Icon size={14} stroke={2.2} aria-hidden />
        </span>
      )}
    </span>
  );
}
