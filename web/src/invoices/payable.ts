import type { Invoice } from "../api/invoices";

/** Whether an invoice can still be paid. */
export const isPayable = ({ status }: Pick<Invoice, "status">) => status === "created" || status === "sent";
