// Short names for the types of the API. Nested ones are taken from their parents, so that only the
// names of the main schemas are relied upon.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Problem = Schemas["Problem"];
export type FieldError = Schemas["FieldError"];
export type { Session } from "./session-types";
export type PaymentRow = Schemas["PaymentRow"];
export type PaymentDetail = Schemas["PaymentDetail"];
export type CallbackRow = Schemas["CallbackRow"];
export type MoneyOperation = Schemas["MoneyOperation"];
export type OperateRequest = Schemas["OperateRequest"];
export type Balance = Schemas["CabinetBalance"];
export type Imbalance = Schemas["Imbalance"];
export type Register = Schemas["Register"];
export type RegisterDifference = Schemas["RegisterDifference"];
export type Delivery = Schemas["Postback"];
export type DeliveryDetail = Schemas["PostbackDetail"];
export type ResendBody = Schemas["ResendBody"];
export type Resent = Schemas["Resent"];
export type Endpoint = Schemas["Endpoint"];
export type EndpointBody = Schemas["EndpointBody"];
export type EndpointSecret = Schemas["EndpointSecret"];
export type EndpointWithSecrets = Schemas["EndpointWithSecrets"];
export type ShownSecret = Schemas["ShownSecret"];
export type HandlerReport = Schemas["HandlerReport"];
export type HandlerCaseReport = Schemas["HandlerCaseReport"];
export type HandlerRequest = Schemas["HandlerRequest"];

export type CartLine = NonNullable<PaymentDetail["cart"]>[number];
export type Attempt = PaymentDetail["attempts"][number];
export type Operation = PaymentDetail["operations"][number];
export type RefundedLine = Operation["lines"][number];
export type Dispute = PaymentDetail["disputes"][number];
export type Receipt = PaymentDetail["receipt"];
export type ForeignStatus = PaymentDetail["statuses"][number];
export type Callback = PaymentDetail["callbacks"][number];
export type Postback = PaymentDetail["postbacks"][number];
export type PostbackAttempt = Postback["attempts"][number];
export type Entry = PaymentDetail["entries"][number];

/** Live and test money never meet: a person looks at one of them at a time. */
export type Mode = "live" | "test";
