import { Link } from "@tanstack/react-router";

/** To an order, among all of them. */
export function OrderLink({ number }: { number: number }) {
  return <Link to="/sales/orders" search={{ open: String(number) }}>{number}</Link>;
}
