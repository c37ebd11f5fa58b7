import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  retainSearchParams,
} from "@tanstack/react-router";
import { sessionQuery } from "../api/session";
import { Broken } from "../ui/Broken";
import { NotFound } from "../ui/NotFound";
import { modeAtFirst } from "./mode";
import { cabinetSearch, callbacksSearch, deliveriesSearch, parseSearch, paymentsSearch, signInSearch, stringifySearch } from "./search";
import { journalSearch, openSearch, organisationsSearch } from "./search";

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
  component: lazyRouteComponent(() => import("../sign-in/SignInPage"), "SignInPage"),
});

/** Everything that needs a session. The session is asked for before anything of it is shown. */
const cabinet = createRoute({
  getParentRoute: () => root,
  id: "cabinet",
  validateSearch: cabinetSearch,
  search: { middlewares: [retainSearchParams(["mode"])] },
  beforeLoad: async ({ context, search, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (session === null) throw redirect({ to: "/sign-in", search: { back: location.href }, replace: true });
    if (search.mode === undefined) {
      throw redirect({
        href: location.pathname + stringifySearch({ ...parseSearch(location.searchStr), mode: modeAtFirst(session) }),
        replace: true,
      });
    }
    return { session };
  },
  component: lazyRouteComponent(() => import("../shell/Shell"), "Shell"),
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
  component: lazyRouteComponent(() => import("../payments/PaymentsPage"), "PaymentsPage"),
});

const payment = createRoute({
  getParentRoute: () => payments,
  path: "$number",
  component: lazyRouteComponent(() => import("../payments/PaymentPane"), "PaymentPane"),
});

const callbacks = createRoute({
  getParentRoute: () => cabinet,
  path: "/callbacks",
  validateSearch: callbacksSearch,
  component: lazyRouteComponent(() => import("../callbacks/CallbacksPage"), "CallbacksPage"),
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
  component: lazyRouteComponent(() => import("../notices/DeliveriesPage"), "DeliveriesPage"),
});

const delivery = createRoute({
  getParentRoute: () => deliveries,
  path: "$endpoint/$event",
  component: lazyRouteComponent(() => import("../notices/DeliveryPane"), "DeliveryPane"),
});

const endpoints = createRoute({
  getParentRoute: () => notices,
  path: "endpoints",
  component: lazyRouteComponent(() => import("../endpoints/EndpointsPage"), "EndpointsPage"),
});

const books = createRoute({
  getParentRoute: () => cabinet,
  path: "/books",
  component: lazyRouteComponent(() => import("../books/BooksPage"), "BooksPage"),
});

const organisation = createRoute({
  getParentRoute: () => cabinet,
  path: "/organisation",
  component: lazyRouteComponent(() => import("../organisation/OrganisationFrame"), "OrganisationFrame"),
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
  component: lazyRouteComponent(() => import("../organisation/DetailsPage"), "DetailsPage"),
});

const terminals = createRoute({
  getParentRoute: () => organisation,
  path: "terminals",
  validateSearch: openSearch,
  component: lazyRouteComponent(() => import("../terminals/TerminalsPage"), "TerminalsPage"),
});

const limits = createRoute({
  getParentRoute: () => organisation,
  path: "limits",
  validateSearch: openSearch,
  component: lazyRouteComponent(() => import("../limits/LimitsPage"), "LimitsPage"),
});

const people = createRoute({
  getParentRoute: () => organisation,
  path: "people",
  validateSearch: openSearch,
  component: lazyRouteComponent(() => import("../people/PeoplePage"), "PeoplePage"),
});

const invitations = createRoute({
  getParentRoute: () => organisation,
  path: "invitations",
  validateSearch: openSearch,
  component: lazyRouteComponent(() => import("../people/InvitationsPage"), "InvitationsPage"),
});

const keys = createRoute({
  getParentRoute: () => organisation,
  path: "keys",
  validateSearch: openSearch,
  component: lazyRouteComponent(() => import("../keys/KeysPage"), "KeysPage"),
});

const journal = createRoute({
  getParentRoute: () => organisation,
  path: "journal",
  validateSearch: journalSearch,
  component: lazyRouteComponent(() => import("../journal/OrganisationJournal"), "OrganisationJournal"),
});

const operator = createRoute({
  getParentRoute: () => cabinet,
  path: "/operator",
  component: lazyRouteComponent(() => import("../operator/OperatorFrame"), "OperatorFrame"),
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
  component: lazyRouteComponent(() => import("../operator/OrganisationsPage"), "OrganisationsPage"),
});

const operators = createRoute({
  getParentRoute: () => operator,
  path: "operators",
  validateSearch: openSearch,
  component: lazyRouteComponent(() => import("../operator/OperatorsPage"), "OperatorsPage"),
});

const platformJournal = createRoute({
  getParentRoute: () => operator,
  path: "journal",
  validateSearch: journalSearch,
  component: lazyRouteComponent(() => import("../journal/PlatformJournal"), "PlatformJournal"),
});

const encryption = createRoute({
  getParentRoute: () => operator,
  path: "encryption",
  component: lazyRouteComponent(() => import("../operator/EncryptionPage"), "EncryptionPage"),
});

const routeTree = root.addChildren([
  signIn,
  cabinet.addChildren([
    home,
    payments.addChildren([payment]),
    callbacks,
    notices.addChildren([noticesHome, deliveries.addChildren([delivery]), endpoints]),
    books,
    organisation.addChildren([organisationHome, organisationDetails, terminals, limits, people, invitations, keys, journal]),
    operator.addChildren([operatorHome, organisations, operators, platformJournal, encryption]),
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
