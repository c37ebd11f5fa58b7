import { useRouteContext } from "@tanstack/react-router";
import { AskForRecovery } from "./AskForRecovery";
import { ChoosePassword } from "./ChoosePassword";

/** A forgotten password: asks for the letter; with the letter's token, for the new password. */
export function RecoveryPage() {
  const token = useRouteContext({ from: "/recovery", select: (context) => context.token });
  return token === null ? <AskForRecovery /> : <ChoosePassword key={token} token={token} />;
}
