import "./app/styles";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { isOutside, isPersonal, SECOND_FACTOR } from "./app/places";
import { watchPresence } from "./app/presence";
import { createQueryClient } from "./app/query";
import { createCabinetRouter } from "./app/router";
import { schemeManager } from "./app/scheme";
import { theme } from "./app/theme";
import { startI18n } from "./i18n";

const queryClient = createQueryClient({
  onSignedOut: () => {
    const { href: back, pathname } = router.state.location;
    // Several answers may say so at once, and one may come after the cabinet was left.
    if (!isOutside(pathname)) void router.navigate({ to: "/sign-in", search: { back, ended: true } });
  },
  onSecondFactorDemanded: () => {
    if (!isPersonal(router.state.location.pathname)) void router.navigate({ to: SECOND_FACTOR });
  },
});
const router = createCabinetRouter(queryClient);

async function start(): Promise<void> {
  watchPresence();
  await startI18n();
  const element = document.getElementById("root");
  if (element === null) return;
  createRoot(element).render(
    <StrictMode>
      <MantineProvider theme={theme} colorSchemeManager={schemeManager} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

void start();
