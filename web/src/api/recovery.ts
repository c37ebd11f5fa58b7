import { send } from "./client";

/** Asks for a letter with a link. The answer is the same whether there is such an account or not. */
export async function askForRecovery(login: string): Promise<void> {
  await send("POST", "/api/auth/recovery", { body: { login }, bare: true });
}

/** Sets a new password by the letter's token, and ends every session. */
export async function recoverPassword(body: { token: string; new: string }): Promise<void> {
  await send("POST", "/api/auth/recovery/password", { body });
}
