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

const routeTree = root.addChildren([
  signIn,
  cabinet.addChildren([
    home,
    payments.addChildren([payment]),
    callbacks,
    notices.addChildren([noticesHome, deliveries.addChildren([delivery]), endpoints]),
    books,
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
