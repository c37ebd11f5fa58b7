import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  Outlet,
  redirect,
  retainSearchParams,
} from "@tanstack/react-router";
import { Broken } from "../ui/Broken";
import { NotFound } from "../ui/NotFound";
import { enter } from "./enter";
import { takeToken } from "./fragment-token";
import { page } from "./page";
import {
  cabinetSearch, callbacksSearch, deliveriesSearch, notificationsSearch, parseSearch, paymentsSearch, signInSearch, stringifySearch,
} from "./search";
import {
  clientsSearch, invoicesSearch, journalSearch, offersSearch, openSearch, ORDER_PAYMENT_STATUSES, ORDER_STATUSES, organisationsSearch, ratesSearch, salesSearch,
} from "./search";

interface Context {
  queryClient: QueryClient;
}

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: Broken,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: signInSearch,
  component: page(["sign-in"], () => import("../sign-in/SignInPage"), "SignInPage"),
});

const recovery = createRoute({
  getParentRoute: () => root,
  path: "/recovery",
  beforeLoad: ({ location }) => takeToken(location),
  component: page(["sign-in", "password"], () => import("../sign-in/RecoveryPage"), "RecoveryPage"),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation",
  beforeLoad: ({ location }) => takeToken(location),
  component: page(["sign-in", "password"], () => import("../sign-in/InvitationPage"), "InvitationPage"),
});

/** Everything that needs a session. The session is asked for before anything of it is shown. */
const cabinet = createRoute({
  getParentRoute: () => root,
  id: "cabinet",
  validateSearch: cabinetSearch,
  search: { middlewares: [retainSearchParams(["mode", "org"])] },
  beforeLoad: ({ context: { queryClient }, search, location, preload }) => enter({ queryClient, search, location, preload }),
  component: page([], () => import("../shell/Shell"), "Shell"),
  errorComponent: Broken,
});

const home = createRoute({
  getParentRoute: () => cabinet,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/payments", search: true, replace: true });
  },
});

const payments = createRoute({
  getParentRoute: () => cabinet,
  path: "/payments",
  validateSearch: paymentsSearch,
  component: page(["payments"], () => import("../payments/PaymentsPage"), "PaymentsPage"),
});

const payment = createRoute({
  getParentRoute: () => payments,
  path: "$number",
  component: page(["payment", "events", "notices", "sales", "rate-sources"], () => import("../payments/PaymentPane"), "PaymentPane"),
});

const sales = createRoute({
  getParentRoute: () => cabinet,
  path: "/sales",
  component: page(["sales"], () => import("../sales/SalesFrame"), "SalesFrame"),
});

const salesHome = createRoute({
  getParentRoute: () => sales,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/sales/orders", search: true, replace: true });
  },
});

const orders = createRoute({
  getParentRoute: () => sales,
  path: "orders",
  validateSearch: (raw: Record<string, unknown>) => salesSearch(raw, ORDER_STATUSES),
  component: page(["client-picker", "payment", "payments", "rate-sources"], () => import("../sales/OrdersPage"), "OrdersPage"),
});

const orderPayments = createRoute({
  getParentRoute: () => sales,
  path: "payments",
  validateSearch: (raw: Record<string, unknown>) => salesSearch(raw, ORDER_PAYMENT_STATUSES),
  component: page(["client-picker", "payment", "payments", "rate-sources"], () => import("../sales/OrderPaymentsPage"), "OrderPaymentsPage"),
});

const clients = createRoute({
  getParentRoute: () => cabinet,
  path: "/clients",
  validateSearch: clientsSearch,
  component: page(["clients", "client-picker", "sales", "payment", "payments", "rate-sources"], () => import("../clients/ClientsPage"), "ClientsPage"),
});

const callbacks = createRoute({
  getParentRoute: () => cabinet,
  path: "/callbacks",
  validateSearch: callbacksSearch,
  component: page(["events", "payment"], () => import("../callbacks/CallbacksPage"), "CallbacksPage"),
});

const notices = createRoute({
  getParentRoute: () => cabinet,
  path: "/notices",
  component: Outlet,
});

const noticesHome = createRoute({
  getParentRoute: () => notices,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/notices/deliveries", search: true, replace: true });
  },
});

const deliveries = createRoute({
  getParentRoute: () => notices,
  path: "deliveries",
  validateSearch: deliveriesSearch,
  component: page(["notices", "events"], () => import("../notices/DeliveriesPage"), "DeliveriesPage"),
});

const delivery = createRoute({
  getParentRoute: () => deliveries,
  path: "$endpoint/$event",
  component: page([], () => import("../notices/DeliveryPane"), "DeliveryPane"),
});

const endpoints = createRoute({
  getParentRoute: () => notices,
  path: "endpoints",
  component: page(["endpoints", "notices", "events"], () => import("../endpoints/EndpointsPage"), "EndpointsPage"),
});

const books = createRoute({
  getParentRoute: () => cabinet,
  path: "/books",
  component: page(["books", "events"], () => import("../books/BooksPage"), "BooksPage"),
});

const offers = createRoute({
  getParentRoute: () => cabinet,
  path: "/offers",
  validateSearch: offersSearch,
  component: page(["offers", "pay-systems"], () => import("../offers/OffersPage"), "OffersPage"),
});

const invoices = createRoute({
  getParentRoute: () => cabinet,
  path: "/invoices",
  validateSearch: invoicesSearch,
  component: page(["invoices", "pay-systems", "client-picker", "payments", "payment"], () => import("../invoices/InvoicesPage"), "InvoicesPage"),
});

const notifications = createRoute({
  getParentRoute: () => cabinet,
  path: "/notifications",
  validateSearch: notificationsSearch,
  component: page(["notifications"], () => import("../notifications/NotificationsPage"), "NotificationsPage"),
});

const profile = createRoute({
  getParentRoute: () => cabinet,
  path: "/profile",
  component: page(["profile"], () => import("../profile/ProfilePage"), "ProfilePage"),
});

const profilePerson = createRoute({
  getParentRoute: () => profile,
  path: "/",
  component: page(["password"], () => import("../profile/PersonTab"), "PersonTab"),
});

const profilePassword = createRoute({
  getParentRoute: () => profile,
  path: "password",
  component: page(["password"], () => import("../profile/PasswordTab"), "PasswordTab"),
});

const profileSecondFactor = createRoute({
  getParentRoute: () => profile,
  path: "second-factor",
  component: page([], () => import("../profile/SecondFactorTab"), "SecondFactorTab"),
});

const profileSessions = createRoute({
  getParentRoute: () => profile,
  path: "sessions",
  component: page([], () => import("../profile/SessionsTab"), "SessionsTab"),
});

const profileMail = createRoute({
  getParentRoute: () => profile,
  path: "mail",
  component: page(["notifications"], () => import("../profile/MailTab"), "MailTab"),
});

const organisation = createRoute({
  getParentRoute: () => cabinet,
  path: "/organisation",
  component: page(["organisation"], () => import("../organisation/OrganisationFrame"), "OrganisationFrame"),
});

const organisationHome = createRoute({
  getParentRoute: () => organisation,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/organisation/details", search: true, replace: true });
  },
});

const organisationDetails = createRoute({
  getParentRoute: () => organisation,
  path: "details",
  component: page([], () => import("../organisation/DetailsPage"), "DetailsPage"),
});

const terminals = createRoute({
  getParentRoute: () => organisation,
  path: "terminals",
  validateSearch: openSearch,
  component: page(["terminals", "limits"], () => import("../terminals/TerminalsPage"), "TerminalsPage"),
});

const manualSystems = createRoute({
  getParentRoute: () => organisation,
  path: "manual-systems",
  validateSearch: openSearch,
  component: page(["manual-systems"], () => import("../manual-systems/ManualSystemsPage"), "ManualSystemsPage"),
});

const limits = createRoute({
  getParentRoute: () => organisation,
  path: "limits",
  validateSearch: openSearch,
  component: page(["limits", "organisation"], () => import("../limits/LimitsPage"), "LimitsPage"),
});

const people = createRoute({
  getParentRoute: () => organisation,
  path: "people",
  validateSearch: openSearch,
  component: page(["people"], () => import("../people/PeoplePage"), "PeoplePage"),
});

const invitations = createRoute({
  getParentRoute: () => organisation,
  path: "people/invitations",
  validateSearch: openSearch,
  component: page(["people"], () => import("../people/OrganisationInvitations"), "OrganisationInvitations"),
});

const keys = createRoute({
  getParentRoute: () => organisation,
  path: "keys",
  validateSearch: openSearch,
  component: page(["keys"], () => import("../keys/KeysPage"), "KeysPage"),
});

const journal = createRoute({
  getParentRoute: () => organisation,
  path: "journal",
  validateSearch: journalSearch,
  component: page(["journal"], () => import("../journal/OrganisationJournal"), "OrganisationJournal"),
});

const rates = createRoute({
  getParentRoute: () => organisation,
  path: "rates",
  validateSearch: ratesSearch,
  component: page(["rates", "rate-sources"], () => import("../rates/RatesPage"), "RatesPage"),
});

const operator = createRoute({
  getParentRoute: () => cabinet,
  path: "/operator",
  component: page(["organisation"], () => import("../operator/OperatorFrame"), "OperatorFrame"),
});

const operatorHome = createRoute({
  getParentRoute: () => operator,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/operator/organisations", search: true, replace: true });
  },
});

const organisations = createRoute({
  getParentRoute: () => operator,
  path: "organisations",
  validateSearch: organisationsSearch,
  component: page(["operator", "terminals", "people"], () => import("../operator/OrganisationsPage"), "OrganisationsPage"),
});

const operators = createRoute({
  getParentRoute: () => operator,
  path: "operators",
  validateSearch: openSearch,
  component: page(["operator", "people"], () => import("../operator/OperatorsPage"), "OperatorsPage"),
});

const operatorInvitations = createRoute({
  getParentRoute: () => operator,
  path: "operators/invitations",
  validateSearch: openSearch,
  component: page(["operator", "people"], () => import("../operator/OperatorInvitations"), "OperatorInvitations"),
});

const platformJournal = createRoute({
  getParentRoute: () => operator,
  path: "journal",
  validateSearch: journalSearch,
  component: page(["journal"], () => import("../journal/PlatformJournal"), "PlatformJournal"),
});

const operatorRates = createRoute({
  getParentRoute: () => operator,
  path: "rates",
  validateSearch: ratesSearch,
  component: page(["rates", "rate-sources"], () => import("../rates/OperatorRates"), "OperatorRates"),
});

const encryption = createRoute({
  getParentRoute: () => operator,
  path: "encryption",
  component: page(["operator"], () => import("../operator/EncryptionPage"), "EncryptionPage"),
});

const routeTree = root.addChildren([
  signIn,
  recovery,
  invitation,
  cabinet.addChildren([
    home,
    payments.addChildren([payment]),
    sales.addChildren([salesHome, orders, orderPayments]),
    clients,
    callbacks,
    notices.addChildren([noticesHome, deliveries.addChildren([delivery]), endpoints]),
    offers,
    invoices,
    books,
    notifications,
    profile.addChildren([profilePerson, profilePassword, profileSecondFactor, profileSessions, profileMail]),
    organisation.addChildren([organisationHome, organisationDetails, terminals, manualSystems, limits, rates, people, invitations, keys, journal]),
    operator.addChildren([operatorHome, organisations, operators, operatorInvitations, operatorRates, platformJournal, encryption]),
  ]),
]);

export function createCabinetRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    basepath: "/cabinet",
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: "intent",
    scrollRestoration: false,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createCabinetRouter>;
  }
  // Cursors of the pages before this one: what "previous page" goes back to.
  interface HistoryState {
    trail?: string[];
  }
}
