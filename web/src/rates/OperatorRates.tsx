import { RatesPage } from "./RatesPage";

/** The rates, where operators of the platform enter them. */
export function OperatorRates() {
  return <RatesPage entry />;
}
