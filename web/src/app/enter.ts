// Who may see the cabinet, and which organisation of it. A document shows one organisation: another one's address loads a
// new document, so that nothing kept of the one can be taken for the other's. Two tabs may show two.
import type { QueryClient } from "@tanstack/react-query";
import { type ParsedLocation, redirect } from "@tanstack/react-router";
import { nameOrganisation, organisationNamed } from "../api/client";
import { ApiError } from "../api/problem";
import { sessionQuery } from "../api/session";
import type { Session } from "../api/types";
import { modeAtFirst } from "./mode";
import { demandsSecondFactor, isPersonal, OPERATORS_HOME, SECOND_FACTOR } from "./places";
import { type CabinetSearch, parseSearch, stringifySearch } from "./search";

interface Entering {
  queryClient: QueryClient;
  search: CabinetSearch;
  location: ParsedLocation;
  preload: boolean;
}

/** The session for what is about to be shown, or a redirect thrown to where the person can go on. */
export async function enter({ queryClient, search, location, preload }: Entering): Promise<{ session: Session }> {
  const named = organisationNamed();
  if (search.org !== undefined && named !== null && search.org !== named) {
    const session = queryClient.getQueryData(sessionQuery.queryKey);
    if (preload && session) return { session };
    throw redirect({ href: location.href, reloadDocument: true });
  }
  if (search.org !== undefined) nameOrganisation(search.org);

  let session = await queryClient.ensureQueryData(sessionQuery);
  // A sign-in answers with the session's own organisation, which need not be the address's.
  if (session !== null && search.org !== undefined && session.organisation?.slug !== search.org) {
    session = await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
  }
  if (session === null) throw redirect({ to: "/sign-in", search: { back: location.href }, replace: true });

  const { pathname } = location;
  if (session.organisation === null) {
    nameOrganisation(null);
    if (session.person.kind === "operator" && !isPersonal(pathname) && !pathname.startsWith("/operator")) {
      throw redirect({ href: OPERATORS_HOME, replace: true });
    }
    return { session };
  }
  const { slug } = session.organisation;
  if (search.org !== undefined && slug !== search.org) throw new ApiError("organisation_refused", 403, null, null);
  if (demandsSecondFactor(session) && !isPersonal(pathname)) {
    throw redirect({ href: SECOND_FACTOR + stringifySearch({ mode: search.mode, org: slug }), replace: true });
  }
  if (search.mode === undefined || search.org === undefined) {
    const kept = parseSearch(location.searchStr);
    throw redirect({ href: pathname + stringifySearch({ ...kept, mode: search.mode ?? modeAtFirst(session), org: slug }), replace: true });
  }
  return { session };
}
